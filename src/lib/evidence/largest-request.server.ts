import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '#lib/institution/settings.ts';

/** What a request may carry beside its file: names, other fields, boundaries. */
export const AROUND_THE_FILE_BYTES = 256 * 1024;

/**
 * Bytes of the largest request that an institution takes: its largest file and what comes with it. Reads its settings
 * alone, because the server needs this before it loads the rest.
 * @returns nothing when the settings cannot be read; whoever loads the institution then says why
 */
export function largestRequestBytes(institution: string, root: string): number | undefined {
	try {
		const text = readFileSync(join(root, 'instances', institution, 'institution.json'), 'utf8');
		return settings.parse(JSON.parse(text)).evidence.fileSizeBytes + AROUND_THE_FILE_BYTES;
	} catch {
		return undefined;
	}
}
