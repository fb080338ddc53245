import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { noSuchKey, type FileStore, type StoredKey } from './file-store.ts';
import { log } from './log.server.ts';
import { unavailable } from './refusal.ts';
import type { S3Place } from './s3-place.ts';
import { startProblem } from './start-problem.ts';

const CONNECT_MS = 3_000;
const SILENCE_MS = 15_000;
const RETRY_SECONDS = 30;

/** Codes of a connection that could not be made or broke, which the client does not mark as its own. */
const BROKEN = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;

/**
 * A file store in a bucket: what is put is there once the server has said so. Its client is loaded with the first use, so
 * that who keeps files in a folder does not pay for it.
 * @param folder first part of all its keys; what lies beside it is not seen
 * @param atOnce how many keys a listing asks for
 */
export function s3Store(place: S3Place, folder: 'files' | 'uploads', atOnce = 1000): FileStore {
	let bucket: ReturnType<typeof openBucket> | undefined;
	const keyOf = (key: string) => `${folder}/${key}`;
	const inBucket = async <Result>(
		key: string,
		work: (opened: Bucket) => Promise<Result>,
	): Promise<Result> => {
		bucket ??= openBucket(place);
		try {
			return await work(await bucket);
		} catch (error) {
			throw inWords(error, key);
		}
	};
	async function* walk(prefix = ''): AsyncGenerator<StoredKey> {
		for (let from: string | undefined; ;) {
			const page = await inBucket(prefix, ({ list }) => list(keyOf(prefix), atOnce, from));
			for (const { Key = '', LastModified } of page.Contents ?? []) {
				yield { key: Key.slice(folder.length + 1), changedAt: LastModified ?? new Date(0) };
			}
			from = page.NextContinuationToken;
			if (!from) return;
		}
	}
	return {
		put: (key, bytes) =>
			inBucket(key, ({ driver }) => driver.put(keyOf(key), bytes, { contentLength: bytes.length })),
		get: (key) => inBucket(key, async ({ driver }) => asBuffer(await driver.getBytes(keyOf(key)))),
		remove: (key) => inBucket(key, ({ driver }) => driver.delete(keyOf(key))).catch(unlessGone),
		async list(prefix = '') {
			const keys: string[] = [];
			for await (const { key } of walk(prefix && `${prefix}/`)) keys.push(key);
			return keys;
		},
		walk: () => walk(),
		check: () => inBucket('', ({ check }) => check()),
	};
}

type Bucket = Awaited<ReturnType<typeof openBucket>>;

/** Lists by the client itself: the driver refuses to name keys with letters that it would not write. */
async function openBucket({ bucket, endpoint, region, accessKeyId, secretAccessKey }: S3Place) {
	const [{ S3Driver }, { HeadBucketCommand, ListObjectsV2Command, S3Client }] = await Promise.all([
		import('flydrive/drivers/s3'),
		import('@aws-sdk/client-s3'),
	]);
	const client = new S3Client({
		endpoint,
		region,
		credentials: { accessKeyId, secretAccessKey },
		forcePathStyle: endpoint !== undefined,
		requestChecksumCalculation: 'WHEN_REQUIRED',
		responseChecksumValidation: 'WHEN_REQUIRED',
		requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
	});
	return {
		driver: new S3Driver({ client, bucket, visibility: 'private', supportsACL: false }),
		list: (
			Prefix: string,
			MaxKeys: number,
			ContinuationToken?: string,
		): Promise<ListObjectsV2CommandOutput> =>
			client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, MaxKeys, ContinuationToken })),
		check: () => client.send(new HeadBucketCommand({ Bucket: bucket })).then(() => undefined, toldAtStart),
	};
}

/** What the operator can mend: a bucket that is not there, or not ours. */
function toldAtStart(error: { $metadata?: { httpStatusCode?: number } }): never {
	const status = error.$metadata?.httpStatusCode;
	if (status === 404)
		throw startProblem('FILES_URL: el almacén no tiene esa cubeta. Créela, o corrija el nombre.', error);
	if (status === 401 || status === 403) {
		throw startProblem(
			'FILES_URL: el almacén no admite esas credenciales para esa cubeta. Corríjalas.',
			error,
		);
	}
	throw error;
}

/** An error of the client as that of a folder, or as the refusal that people read, with a line for the operator. */
function inWords(error: unknown, key: string): unknown {
	const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
	if ($metadata?.httpStatusCode === 404) return noSuchKey(key, error);
	if (!$metadata && !BROKEN.test(code ?? '')) return error;
	log.error({ err: error }, 'the S3 store of the files does not serve');
	return unavailable(
		'El almacén de archivos no responde en este momento. Lo que ya guardó está a salvo; vuelva a intentarlo en un minuto.',
		RETRY_SECONDS,
	);
}

function unlessGone(error: NodeJS.ErrnoException): void {
	if (error.code !== 'ENOENT') throw error;
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
	return Buffer.from(buffer, byteOffset, byteLength);
}
