import { attachmentHeader } from './file-name.ts';

/** What no file of a person may do in a browser: run, be guessed at, be framed, stay in a cache. */
const HARMLESS = {
	'cache-control': 'private, no-store',
	'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
	'cross-origin-resource-policy': 'same-origin',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
};

/** A file as it leaves the service. */
export type FileToSave = { bytes: Uint8Array; name: string; mediaType: string };

/** Answers with a file to be saved, never to be shown in place. */
export function fileResponse({ bytes, name, mediaType }: FileToSave): Response {
	const headers = {
		...HARMLESS,
		'content-type': mediaType,
		'content-length': String(bytes.length),
		'content-disposition': attachmentHeader(name),
	};
	return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
}

/** Answers with a page picture of ours, to be shown in place. */
export function pageResponse(picture: Uint8Array): Response {
	const headers = {
		...HARMLESS,
		'content-type': 'image/webp',
		'content-length': String(picture.length),
		'content-disposition': 'inline',
	};
	return new Response(picture as Uint8Array<ArrayBuffer>, { headers });
}
