/** A bucket of an S3 store, as FILES_URL names it. */
export type S3Place = {
	bucket: string;
	/** absent: Amazon's own */
	endpoint?: string;
	region: string;
	accessKeyId: string;
	secretAccessKey: string;
};

/** What stands in the environment of other programs too. */
export type S3Credentials = { accessKeyId?: string; secretAccessKey?: string };

const USUAL_REGION = 'us-east-1';
const KNOWN = ['endpoint', 'region'];

/** Whether a text is `s3://[key:secret@]bucket[?endpoint=http…][&region=…]` and nothing else. */
export function isS3Url(text: string): boolean {
	const url = URL.parse(text);
	if (url?.protocol !== 's3:' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.hostname)) return false;
	const endpoint = url.searchParams.get('endpoint');
	return (
		!url.port &&
		['', '/'].includes(url.pathname) &&
		Boolean(url.username) === Boolean(url.password) &&
		[...url.searchParams.keys()].every((name) => KNOWN.includes(name)) &&
		(endpoint === null || /^https?:\/\/[^/?#@]+\/?$/.test(endpoint))
	);
}

/** The bucket that such a text names; credentials in it win over the others. Nothing while credentials are missing. */
export function s3PlaceIn(
	text: string,
	{ accessKeyId, secretAccessKey }: S3Credentials,
): S3Place | undefined {
	const { hostname, username, password, searchParams } = new URL(text);
	const id = username ? decodeURIComponent(username) : accessKeyId;
	const secret = username ? decodeURIComponent(password) : secretAccessKey;
	if (!id || !secret) return undefined;
	return {
		bucket: hostname,
		endpoint: searchParams.get('endpoint') ?? undefined,
		region: searchParams.get('region') ?? USUAL_REGION,
		accessKeyId: id,
		secretAccessKey: secret,
	};
}
