import { now } from '#lib/platform/clock.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { findDraft, listMoves } from './store.server.ts';
import { standingsAt, type ModelState } from './versions.ts';

/** Versions of the model that are in consultation now; for a caller who has decided on access. */
export async function listConsulted(reader: Reader): Promise<string[]> {
	return [...(await standings(reader))]
		.filter(([, { state }]) => state === 'in_consultation')
		.map(([version]) => version);
}

/** How a version stands now, and how often its draft was saved; for a caller who has decided on access. */
export async function standingOf(
	reader: Reader,
	version: string,
): Promise<{ state: ModelState | undefined; revision: number | undefined }> {
	const [all, draft] = await Promise.all([standings(reader), findDraft(reader, version)]);
	return { state: all.get(version)?.state, revision: draft?.revision };
}

async function standings(reader: Reader) {
	return standingsAt(await listMoves(reader), now());
}
