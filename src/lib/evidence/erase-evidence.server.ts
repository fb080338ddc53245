import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import { markRemoved, unlinkEverywhere } from './store.server.ts';
import { removeAllParts, type FilePlace } from './stored-files.server.ts';

const eraseParts = defineJob<FilePlace>({ name: 'erase-evidence', run: removeAllParts });

/**
 * Takes a file away from its person, in the caller's transaction: it leaves every claim that carries it, and its bytes go
 * once that is certain. The caller has decided on access and that no submitted revision holds it.
 */
export async function eraseEvidence(tx: Transaction, { profileId, id }: FilePlace): Promise<void> {
	await unlinkEverywhere(tx, id);
	await markRemoved(tx, id, now());
	await eraseParts.enqueue(tx, { profileId, id });
}
