import { constants } from 'node:fs';
import { access, mkdir, open, opendir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FileStore } from './file-store.ts';
import { newId } from './ids.ts';
import { log } from './log.server.ts';
import { unavailable } from './refusal.ts';

/** Codes with which a disk, or the share of it that we may use, says that it is full. */
const FULL = ['ENOSPC', 'EDQUOT'];
const FULL_RETRY_SECONDS = 300;

/** A file store in a folder of this machine: written aside, flushed, then renamed into place. */
export function folderStore(root: string): FileStore {
	const pathOf = (key: string) => {
		const path = resolve(root, key);
		if (!path.startsWith(resolve(root) + sep)) throw new Error(`file key outside its root: ${key}`);
		return path;
	};
	return {
		async put(key, bytes) {
			const path = pathOf(key);
			const aside = `${path}.${newId()}.part`;
			try {
				await mkdir(dirname(path), { recursive: true, mode: 0o700 });
				await writeFlushed(aside, bytes);
				await rename(aside, path);
			} catch (error) {
				await rm(aside, { force: true }).catch(() => undefined);
				throw inWords(error);
			}
			await flushFolder(dirname(path));
		},
		get: (key) => readFile(pathOf(key)),
		remove: (key) => rm(pathOf(key), { force: true }),
		async list(prefix = '') {
			const found = await readdir(resolve(root, prefix), { recursive: true, withFileTypes: true }).catch(
				() => [],
			);
			return found
				.filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
				.map((entry) => relative(root, join(entry.parentPath, entry.name)));
		},
		async *walk() {
			for await (const path of filesBelow(root)) {
				const found = await stat(path).catch(unlessGone);
				if (found) yield { key: relative(root, path), changedAt: found.mtime };
			}
		},
		async check() {
			await mkdir(root, { recursive: true, mode: 0o700 });
			await access(root, constants.W_OK);
			await stat(root);
		},
	};
}

/** An error of writing: a full disk as the refusal that people read, with a line for the operator; others as they are. */
export function inWords(error: unknown): unknown {
	if (!FULL.includes((error as NodeJS.ErrnoException).code ?? '')) return error;
	log.error({ err: error }, 'the disk of the files is full');
	return unavailable(
		'No hay espacio para guardar archivos en este momento. Lo que ya guardó está a salvo; vuelva a intentarlo más tarde.',
		FULL_RETRY_SECONDS,
	);
}

async function* filesBelow(path: string): AsyncGenerator<string> {
	const folder = await opendir(path).catch(unlessGone);
	if (!folder) return;
	for await (const entry of folder) {
		const inner = join(path, entry.name);
		if (entry.isDirectory()) yield* filesBelow(inner);
		else yield inner;
	}
}

/** What goes while a store is walked through was not there. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
	if (error.code !== 'ENOENT') throw error;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
	const handle = await open(path, 'w', 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function flushFolder(path: string): Promise<void> {
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
