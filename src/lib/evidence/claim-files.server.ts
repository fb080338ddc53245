import { eq } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';
import { claimEvidence } from './tables.server.ts';

/** Leaves a claim without files; the files themselves stay with the person. The caller has decided on access. */
export async function unlinkFiles(tx: Transaction, claimId: string): Promise<void> {
	await tx.delete(claimEvidence).where(eq(claimEvidence.claimId, claimId));
}

/** Gives a claim exactly these files, in this order. The caller has decided on access. */
export async function relinkFiles(
	tx: Transaction,
	{ claimId, profileId, evidenceIds }: { claimId: string; profileId: string; evidenceIds: string[] },
): Promise<void> {
	await unlinkFiles(tx, claimId);
	if (evidenceIds.length === 0) return;
	await tx
		.insert(claimEvidence)
		.values(evidenceIds.map((evidenceId, position) => ({ claimId, evidenceId, profileId, position })));
}
