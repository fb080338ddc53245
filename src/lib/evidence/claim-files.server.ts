import { eq } from 'drizzle-orm';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import type { EvidenceView } from './evidence.ts';
import { evidenceLimits, fileRefusal } from './limits.server.ts';
import { deleteLink, findEvidence, insertLink, isLinked, placesOfClaim } from './store.server.ts';
import { viewOf } from './evidence-view.server.ts';
import { claimEvidence } from './tables.server.ts';

/**
 * Gives a claim one more file, after those that it has; nothing changes when it is there already.
 * The caller has decided on access and keeps other changes of the claim off.
 * @throws Refusal conflict `claim_full`
 */
export async function linkFile(
	tx: Transaction,
	{ claimId, profileId, evidenceId }: { claimId: string; profileId: string; evidenceId: string },
): Promise<void> {
	if (await isLinked(tx, claimId, evidenceId)) return;
	const { files, next: position } = await placesOfClaim(tx, claimId);
	if (files >= evidenceLimits().filesPerClaim) throw fileRefusal('claim_full');
	await insertLink(tx, { claimId, profileId, evidenceId, position });
}

/** Takes one file off a claim; it stays with the person. @returns false when the claim did not carry it */
export function unlinkFile(tx: Transaction, claimId: string, evidenceId: string): Promise<boolean> {
	return deleteLink(tx, claimId, evidenceId);
}

/** A file of a person. @throws Refusal not_found, also for a file of somebody else */
export async function getFileOf(
	reader: Reader,
	profileId: string,
	evidenceId: string,
): Promise<EvidenceView> {
	const row = isId(evidenceId) ? await findEvidence(reader, evidenceId) : undefined;
	if (row?.profileId !== profileId) throw notFound(NO_FILE);
	return viewOf(row);
}

const NO_FILE = 'No encontramos ese documento entre los suyos. Actualice la página y elíjalo de la lista.';

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
