import { statSync } from 'node:fs';
import { settings } from './config.server.ts';
import { filesFolder } from './files.server.ts';
import { masterKeyPath } from './master-key.server.ts';

/**
 * Whether whoever takes the disk with the data also takes the master key (rules.md, "Keys and backups"). Disks are told
 * apart as the system does: two partitions of one disk count as two.
 * @returns the file of the key when it lies on the disk of the data folder or of the stored files
 */
export function masterKeyBesideData(): string | undefined {
	const path = masterKeyPath();
	const { dataDir } = settings();
	return path && [dataDir, filesFolder()].some((folder) => folder && diskOf(folder) === diskOf(path))
		? path
		: undefined;
}

function diskOf(path: string): number | undefined {
	return statSync(path, { throwIfNoEntry: false })?.dev;
}
