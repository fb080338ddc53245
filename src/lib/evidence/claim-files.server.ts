import { eq } from 'drizzle-orm';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import type { EvidenceView } from './evidence.ts';
import { evidenceLimits, fileRefusal } from './limits.server.ts';
import { movedTo, putInPlaceOf } from './file-order.ts';
import {
	deleteLink,
	findEvidence,
	idsOfClaim,
	insertLink,
	isLinked,
	placesOfClaim,
	setTurns,
} from './store.server.ts';
import type { Turns } from './turns.ts';
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

/**
 * Gives a claim one file in place of another, at its place in the order; the old one stays with the person.
 * The caller has decided on access and keeps other changes of the claim off.
 * @throws Refusal not_found when the claim does not carry the old one
 */
export async function replaceFile(
	tx: Transaction,
	{ claimId, profileId, old, fresh }: { claimId: string; profileId: string; old: string; fresh: string },
): Promise<void> {
	const ids = await idsOfClaim(tx, claimId);
	if (!ids.includes(old)) throw notFound(NOT_HERE);
	await relinkFiles(tx, { claimId, profileId, evidenceIds: putInPlaceOf(ids, old, fresh) });
}

/**
 * Puts a file of a claim at a place in its order, counted from 0. The caller has decided on access and keeps other changes
 * of the claim off.
 * @returns false when it was there already
 * @throws Refusal not_found when the claim does not carry it
 */
export async function reorderFile(
	tx: Transaction,
	{
		claimId,
		profileId,
		evidenceId,
		place,
	}: { claimId: string; profileId: string; evidenceId: string; place: number },
): Promise<boolean> {
	const ids = await idsOfClaim(tx, claimId);
	if (!ids.includes(evidenceId)) throw notFound(NOT_HERE);
	const evidenceIds = movedTo(ids, evidenceId, place);
	if (evidenceIds.join() === ids.join()) return false;
	await relinkFiles(tx, { claimId, profileId, evidenceIds });
	return true;
}

/** What a page says whose file another tab has taken off the claim. */
export const NOT_HERE = 'Ese documento ya no está en este renglón. Actualice la página.';

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

/** Turns a file of a person; the caller has decided on access and that nobody looks at it already. */
export async function turnFile(tx: Transaction, evidenceId: string, turns: Turns): Promise<void> {
	await setTurns(tx, evidenceId, turns);
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
