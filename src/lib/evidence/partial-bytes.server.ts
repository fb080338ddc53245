import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import type { FileStore } from '#lib/platform/file-store.ts';
import { folderStore } from '#lib/platform/folder-store.server.ts';
import type { S3Place } from '#lib/platform/s3-place.ts';
import { s3Store } from '#lib/platform/s3-store.server.ts';
import { covered, pieceName, piecesIn } from './pieces.ts';

/** What the last part of a pipeline may be. */
export type Sink = Writable | ((source: AsyncIterable<Buffer>) => Promise<void>);

/** The encrypted bytes of uploads that are not whole yet, by the id of the upload. */
export type PartialBytes = {
	begin(id: string): Promise<void>;
	/** Keeps what `pour` pours in from a byte on, also what came before a cut; durable when the promise settles. */
	append(id: string, offset: number, pour: (sink: Sink) => Promise<void>): Promise<void>;
	/** how many bytes there are from the first one on */
	sizeOf(id: string): Promise<number>;
	read(id: string): Promise<Buffer>;
	/** silent when there are none */
	remove(id: string): Promise<void>;
};

/** A bucket has no file that grows: what comes in is put as pieces of about this size, or of this time on a slow line. */
const PIECE_BYTES = 1024 * 1024;
const PIECE_MS = 2_000;

/** Uploads in a folder of this machine, each in one file that grows. */
export function uploadsInFolder(root: string): { store: FileStore; bytes: PartialBytes } {
	const pathOf = (id: string) => join(root, `${id}.bytes`);
	const bytes: PartialBytes = {
		async begin(id) {
			await mkdir(dirname(pathOf(id)), { recursive: true, mode: 0o700 });
			await (await open(pathOf(id), 'a', 0o600)).close();
		},
		append: (id, offset, pour) =>
			pour(createWriteStream(pathOf(id), { flags: 'r+', start: offset, flush: true })),
		sizeOf: async (id) => (await stat(pathOf(id))).size,
		read: (id) => readFile(pathOf(id)),
		remove: (id) => rm(pathOf(id), { force: true }),
	};
	return { store: folderStore(root), bytes };
}

/** Uploads in a bucket, each in pieces that are never changed: any process may take the next one. */
export function uploadsInS3(place: S3Place): { store: FileStore; bytes: PartialBytes } {
	const store = s3Store(place, 'uploads');
	return { store, bytes: bytesInPieces(store) };
}

/** Bytes of uploads in a store whose files cannot grow. */
export function bytesInPieces(store: FileStore): PartialBytes {
	return {
		begin: async () => {},
		append: (id, offset, pour) => pour((source) => putPieces(store, id, offset, source)),
		sizeOf: async (id) => covered(piecesIn(await store.list(id))),
		async read(id) {
			const pieces = piecesIn(await store.list(id));
			const whole = Buffer.alloc(covered(pieces));
			for (const { key, start } of pieces.filter((piece) => piece.start < whole.length)) {
				whole.set(await store.get(key), start);
			}
			return whole;
		},
		async remove(id) {
			for (const key of await store.list(id)) await store.remove(key);
		},
	};
}

async function putPieces(
	store: FileStore,
	id: string,
	offset: number,
	source: AsyncIterable<Buffer>,
): Promise<void> {
	let start = offset;
	let began = performance.now();
	let parts: Buffer[] = [];
	const put = async () => {
		const bytes = Buffer.concat(parts);
		parts = [];
		began = performance.now();
		if (bytes.length === 0) return;
		await store.put(`${id}/${pieceName(start, start + bytes.length)}`, bytes);
		start += bytes.length;
	};
	try {
		let size = 0;
		for await (const part of source) {
			parts.push(part);
			size += part.length;
			if (size < PIECE_BYTES && performance.now() - began < PIECE_MS) continue;
			await put();
			size = 0;
		}
	} finally {
		await put();
	}
}
