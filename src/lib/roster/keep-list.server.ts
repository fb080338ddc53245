import type { Actor } from '#lib/audit/audit.ts';
import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { cleanLine } from '#lib/platform/text.ts';
import { readList } from './read-list.server.ts';
import { sealFile } from './store.server.ts';
import { rosterImport } from './tables.server.ts';

/** A file that somebody chose. */
export type ListFile = { name: string; bytes: Uint8Array };

/**
 * Keeps a list of people for its preview: nothing is done with it until somebody confirms.
 * @returns id of the import
 * @throws Refusal not_allowed, too_large, wrong_type, or invalid at `file`
 */
export async function keepList(by: Authority, { name, bytes }: ListFile): Promise<string> {
	const actor: Actor = authorizeStaffWork(by, 'roster.import');
	const { rows } = readList(bytes);
	const id = newId();
	await db()
		.insert(rosterImport)
		.values({
			id,
			fileName: cleanLine(name).slice(0, 200) || 'lista.csv',
			file: sealFile(bytes),
			state: 'waiting',
			total: rows.length,
			done: 0,
			actor,
			createdAt: now(),
		});
	return id;
}
