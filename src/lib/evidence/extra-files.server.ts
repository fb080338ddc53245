import { db } from '#lib/platform/database.server.ts';
import type { StoredKey } from '#lib/platform/file-store.ts';
import { files } from '#lib/platform/files.server.ts';
import { storedRowsById, type StoredRow } from './store.server.ts';
import { partsOf, placeOf } from './stored-files.server.ts';

const BATCH = 500;

/**
 * Keys of the store that no row needs: what a kill left between a file and its row, or was put there by hand. What
 * changed later than `before`, in the store or in the row, may belong to work under way and does not count.
 */
export async function* extraFiles(before: Date): AsyncGenerator<string> {
	let batch: StoredKey[] = [];
	for await (const stored of files().walk()) {
		if (stored.changedAt >= before || batch.push(stored) < BATCH) continue;
		yield* extraOf(batch, before);
		batch = [];
	}
	yield* extraOf(batch, before);
}

async function* extraOf(batch: StoredKey[], before: Date): AsyncGenerator<string> {
	const ids = new Set(batch.flatMap(({ key }) => placeOf(key)?.id ?? []));
	const rows = ids.size > 0 ? await storedRowsById(db(), [...ids]) : [];
	const byId = new Map(rows.map((row) => [row.id, row]));
	for (const { key } of batch) if (!isNeeded(key, byId, before)) yield key;
}

function isNeeded(key: string, rows: Map<string, StoredRow>, before: Date): boolean {
	const place = placeOf(key);
	const row = place && rows.get(place.id);
	if (!place || row?.profileId !== place.profileId) return false;
	const isBeingDrawn = row.scan === 'pending' && !row.removedAt;
	if (isBeingDrawn || partsOf(row).includes(place.part)) return true;
	const settledAt = row.removedAt ?? row.checkedAt;
	return settledAt !== null && settledAt >= before;
}
