import { createCipheriv, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DataStore, ERRORS, Upload } from '@tus/server';
import { now } from '#lib/platform/clock.ts';
import { settings } from '#lib/platform/config.server.ts';
import type { FileStore } from '#lib/platform/file-store.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { deriveKey, purposeKey, seal, unseal } from '#lib/platform/secrets.server.ts';
import { uploadsInFolder, uploadsInS3, type PartialBytes } from './partial-bytes.server.ts';

/** After this an upload that was begun is forgotten (rules.md, "Files"). */
export const KEEP_UPLOADS_MS = 48 * 3600 * 1000;

const BLOCK_BYTES = 16;

/** What is known of an upload besides its bytes; stored encrypted, file names are personal data. */
type Info = {
	sizeBytes: number;
	metadata: Record<string, string | null>;
	createdAt: string;
	/** what became of it, once it was whole and kept */
	evidenceId?: string;
};

/**
 * Uploads that are not whole yet. Ids are `<profile>/<uuid>`: whoever asks is only led to their own. Bytes are encrypted with
 * a stream cipher that can go on at any byte; each upload has its own key.
 */
export class PartialUploads extends DataStore {
	readonly #store: FileStore;
	readonly #bytes: PartialBytes;

	constructor({ store, bytes }: { store: FileStore; bytes: PartialBytes }) {
		super();
		this.#store = store;
		this.#bytes = bytes;
		this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
	}

	override async create(upload: Upload): Promise<Upload> {
		const createdAt = now().toISOString();
		const info = { sizeBytes: upload.size ?? 0, metadata: upload.metadata ?? {}, createdAt };
		try {
			await this.#bytes.begin(upload.id);
			await this.#writeInfo(upload.id, info);
		} catch (error) {
			await this.#bytes.remove(upload.id);
			throw error;
		}
		upload.creation_date = createdAt;
		return upload;
	}

	override async write(bytes: Readable, id: string, offset: number): Promise<number> {
		if (await this.evidenceOf(id)) {
			bytes.resume();
			return offset;
		}
		let end = offset;
		const encrypt = keystream(id, offset);
		const count = new Transform({
			transform(chunk: Buffer, _, done) {
				end += chunk.length;
				done(null, encrypt(chunk));
			},
		});
		await this.#bytes.append(id, offset, (sink) => pipeline(bytes, count, sink));
		return end;
	}

	override async getUpload(id: string): Promise<Upload> {
		const { sizeBytes: size, metadata, createdAt, evidenceId } = await this.#readInfo(id);
		const offset = evidenceId ? size : await this.#bytes.sizeOf(id);
		return new Upload({ id, size, offset, metadata, creation_date: createdAt });
	}

	override async remove(id: string): Promise<void> {
		await this.#readInfo(id);
		await this.#bytes.remove(id);
		await this.#store.remove(`${id}.info`);
	}

	override getExpiration(): number {
		return KEEP_UPLOADS_MS;
	}

	/** All bytes of an upload, decrypted. */
	async read(id: string): Promise<Buffer> {
		return keystream(id, 0)(await this.#bytes.read(id));
	}

	/** What became of an upload; nothing while it is not whole and kept. */
	async evidenceOf(id: string): Promise<string | undefined> {
		return (await this.#readInfo(id)).evidenceId;
	}

	/** Remembers what became of an upload, for a client that lost the answer, and lets its bytes go. */
	async finish(id: string, evidenceId: string): Promise<void> {
		await this.#writeInfo(id, { ...(await this.#readInfo(id)), evidenceId });
		await this.#bytes.remove(id);
	}

	/** How many uploads of a person are under way or remembered. */
	async countOf(profileId: string): Promise<number> {
		const keys = await this.#store.list(profileId);
		return keys.filter((key) => key.endsWith('.info')).length;
	}

	/** Removes what was begun too long ago. */
	async removeStale(): Promise<void> {
		const oldest = now().getTime() - KEEP_UPLOADS_MS;
		for await (const { key, changedAt } of this.#store.walk()) {
			if (changedAt.getTime() < oldest) await this.#store.remove(key);
		}
	}

	#writeInfo(id: string, info: Info): Promise<void> {
		return this.#store.put(`${id}.info`, seal(infoKey(), JSON.stringify(info)));
	}

	async #readInfo(id: string): Promise<Info> {
		const sealed = await this.#store.get(`${id}.info`).catch((error: NodeJS.ErrnoException) => {
			throw error.code === 'ENOENT' ? ERRORS.FILE_NOT_FOUND : error;
		});
		return JSON.parse(unseal(infoKey(), sealed).toString()) as Info;
	}
}

let uploads: { settings: ReturnType<typeof settings>; all: PartialUploads } | undefined;

/** The uploads under way of this installation: beside its files in a bucket, or else in its data folder. */
export function partialUploads(): PartialUploads {
	const current = settings();
	if (uploads?.settings !== current) {
		const { s3, dataDir } = current;
		const place = s3 ? uploadsInS3(s3) : uploadsInFolder(join(dataDir, 'uploads'));
		uploads = { settings: current, all: new PartialUploads(place) };
	}
	return uploads.all;
}

definePeriodic({
	name: 'remove-stale-uploads',
	everySeconds: 3600,
	run: () => partialUploads().removeStale(),
});

/** Encrypts and decrypts from a byte on (AES-256-CTR: the counter is the number of the block). */
function keystream(id: string, offset: number): (bytes: Buffer) => Buffer {
	const counter = Buffer.alloc(BLOCK_BYTES);
	counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK_BYTES)), BLOCK_BYTES - 8);
	const cipher = createCipheriv('aes-256-ctr', deriveKey(purposeKey('upload'), id), counter);
	cipher.update(Buffer.alloc(offset % BLOCK_BYTES));
	return (bytes) => cipher.update(bytes);
}

function infoKey(): KeyObject {
	return purposeKey('upload-info');
}
