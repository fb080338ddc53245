import { createCipheriv, type KeyObject } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DataStore, ERRORS, Upload } from '@tus/server';
import { now } from '#lib/platform/clock.ts';
import { settings } from '#lib/platform/config.server.ts';
import { folderStore, type FileStore } from '#lib/platform/files.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { deriveKey, purposeKey, seal, unseal } from '#lib/platform/secrets.server.ts';

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
 * Uploads that are not whole yet, in a folder of this machine. Ids are `<profile>/<uuid>`: whoever asks is only led to
 * their own. Bytes are encrypted with a stream cipher that can go on at any byte; each upload has its own key.
 */
export class PartialUploads extends DataStore {
	readonly #root: string;
	readonly #infos: FileStore;

	constructor(root: string) {
		super();
		this.#root = root;
		this.#infos = folderStore(root);
		this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
	}

	override async create(upload: Upload): Promise<Upload> {
		const path = this.#pathOf(upload.id);
		const createdAt = now().toISOString();
		const info = { sizeBytes: upload.size ?? 0, metadata: upload.metadata ?? {}, createdAt };
		try {
			await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
			await (await open(path, 'a', 0o600)).close();
			await this.#writeInfo(upload.id, info);
		} catch (error) {
			await rm(path, { force: true });
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
		const file = createWriteStream(this.#pathOf(id), { flags: 'r+', start: offset, flush: true });
		await pipeline(bytes, count, file);
		return end;
	}

	override async getUpload(id: string): Promise<Upload> {
		const { sizeBytes: size, metadata, createdAt, evidenceId } = await this.#readInfo(id);
		const offset = evidenceId ? size : (await stat(this.#pathOf(id))).size;
		return new Upload({ id, size, offset, metadata, creation_date: createdAt });
	}

	override async remove(id: string): Promise<void> {
		await this.#readInfo(id);
		await rm(this.#pathOf(id), { force: true });
		await this.#infos.remove(`${id}.info`);
	}

	override getExpiration(): number {
		return KEEP_UPLOADS_MS;
	}

	/** All bytes of an upload, decrypted. */
	async read(id: string): Promise<Buffer> {
		return keystream(id, 0)(await readFile(this.#pathOf(id)));
	}

	/** What became of an upload; nothing while it is not whole and kept. */
	async evidenceOf(id: string): Promise<string | undefined> {
		return (await this.#readInfo(id)).evidenceId;
	}

	/** Remembers what became of an upload, for a client that lost the answer, and lets its bytes go. */
	async finish(id: string, evidenceId: string): Promise<void> {
		await this.#writeInfo(id, { ...(await this.#readInfo(id)), evidenceId });
		await rm(this.#pathOf(id), { force: true });
	}

	/** How many uploads of a person are under way or remembered. */
	async countOf(profileId: string): Promise<number> {
		const names = await readdir(join(this.#root, profileId)).catch(() => []);
		return names.filter((name) => name.endsWith('.info')).length;
	}

	/** Removes what was begun too long ago. */
	async removeStale(): Promise<void> {
		const oldest = now().getTime() - KEEP_UPLOADS_MS;
		for (const key of await this.#infos.list()) {
			const { mtimeMs } = await stat(join(this.#root, key)).catch(() => ({ mtimeMs: Infinity }));
			if (mtimeMs < oldest) await rm(join(this.#root, key), { force: true });
		}
	}

	#pathOf(id: string): string {
		return join(this.#root, `${id}.bytes`);
	}

	#writeInfo(id: string, info: Info): Promise<void> {
		return this.#infos.put(`${id}.info`, seal(infoKey(), JSON.stringify(info)));
	}

	async #readInfo(id: string): Promise<Info> {
		const sealed = await this.#infos.get(`${id}.info`).catch((error: NodeJS.ErrnoException) => {
			throw error.code === 'ENOENT' ? ERRORS.FILE_NOT_FOUND : error;
		});
		return JSON.parse(unseal(infoKey(), sealed).toString()) as Info;
	}
}

let store: { root: string; uploads: PartialUploads } | undefined;

/** The uploads under way of this installation, in its data folder. */
export function partialUploads(): PartialUploads {
	const root = join(settings().dataDir, 'uploads');
	if (store?.root !== root) store = { root, uploads: new PartialUploads(root) };
	return store.uploads;
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
