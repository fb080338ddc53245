import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settings } from './config.server.ts';
import type { FileStore } from './file-store.ts';
import { folderStore } from './folder-store.server.ts';
import { s3Store } from './s3-store.server.ts';

let store: { settings: ReturnType<typeof settings>; files: FileStore } | undefined;

/** The file store of the settings (`FILES_URL`; a folder `files` in the data folder when absent). */
export function files(): FileStore {
	const current = settings();
	if (store?.settings !== current) {
		const files = current.s3 ? s3Store(current.s3, 'files') : folderStore(filesFolder()!);
		store = { settings: current, files };
	}
	return store.files;
}

/** The folder of this machine that the settings name for the files; none when they lie elsewhere. */
export function filesFolder(): string | undefined {
	const { filesUrl, dataDir, s3 } = settings();
	if (s3) return undefined;
	return filesUrl ? fileURLToPath(filesUrl) : join(dataDir, 'files');
}
