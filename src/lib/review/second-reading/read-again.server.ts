import { actor, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission, type SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import type { Rereading } from '#lib/cedula/submission.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';
import { NO_HOLDER } from '../hand-over.server.ts';
import { claimsOfCase } from '../store.server.ts';
import { readersFor } from './active-readers.server.ts';
import { disputedClaims } from './compare-readings.ts';
import { isDrawn } from './draw.ts';
import {
	decidersOf,
	findReading,
	insertReading,
	updateReading,
	verdictsOfReadings,
	type ReadingRow,
} from './reading-store.server.ts';
import { rereadingOf } from './rereading.ts';

/** How many others must be able to read it: one for the second reading, one for when the two differ. */
const OTHERS_NEEDED = 2;

/**
 * Keeps a reading instead of issuing, when another one has to follow: the first of a submission that is drawn, and the second
 * when it differs from the first. The caller has checked that the case may be issued, and issues it when this returns null.
 * @returns the reading that follows; null when the dictamen may be issued now
 */
export async function readAgain(
	tx: Transaction,
	reviewer: Principal,
	found: SubmissionRow,
): Promise<Rereading | null> {
	if (found.rereading === 'second') return afterSecond(tx, reviewer, found);
	if (found.rereading === 'third') {
		await updateReading(tx, found.id, { outcome: 'settled', endedAt: now() });
		return null;
	}
	return afterFirst(tx, reviewer, found);
}

/** Keeps that the second reader returns a cédula for the identity, which the first had confirmed. */
export async function noteDisputedIdentity(tx: Transaction, found: SubmissionRow): Promise<void> {
	if (rereadingOf(found) === 'second') await updateReading(tx, found.id, { identityDisputed: true });
}

async function afterFirst(
	tx: Transaction,
	reviewer: Principal,
	found: SubmissionRow,
): Promise<Rereading | null> {
	const { sharePercent, fromReviewers } = institution().settings.secondReading;
	if (!isDrawn(keyedHash('second-reading', found.id), sharePercent)) return null;
	if (await findReading(tx, found.id)) return null;
	const readerIds = await readersOf(tx, reviewer, found, 1);
	const active = await readersFor(tx, found.profileId);
	const others = active.filter((id) => !readerIds.includes(id));
	if (active.length < fromReviewers || others.length < OTHERS_NEEDED) return null;
	const decided = await decidedInFirst(tx, found.id);
	if (decided.length === 0) return null;
	await insertReading(tx, {
		submissionId: found.id,
		profileId: found.profileId,
		firstReaderId: reviewer.accountId,
		firstReadAt: now(),
		readerIds,
	});
	await handOn(tx, reviewer, found, { next: 'second', undecided: decided });
	return 'second';
}

/** The claims that the first reader decided; what the end of a period to answer decided is nobody's reading. */
async function decidedInFirst(tx: Transaction, submissionId: string): Promise<string[]> {
	const given = new Map(
		(await verdictsOfReadings(tx, submissionId)).map(({ revisionId, verdict }) => [revisionId, verdict]),
	);
	return (await claimsOfCase(tx, submissionId))
		.filter(({ state, revisionId }) => state !== 'withdrawn' && given.get(revisionId) === state)
		.map(({ id }) => id);
}

async function afterSecond(
	tx: Transaction,
	reviewer: Principal,
	found: SubmissionRow,
): Promise<Rereading | null> {
	const reading = await getReading(tx, found.id);
	const disputed = disputedClaims(await verdictsOfReadings(tx, found.id));
	const standing = (await claimsOfCase(tx, found.id)).filter(({ state }) => state !== 'withdrawn');
	const undecided = standing.filter(({ id }) => disputed.has(id)).map(({ id }) => id);
	const read = { secondReaderId: reviewer.accountId, secondReadAt: now() };
	if (undecided.length === 0 && !reading.identityDisputed) {
		await updateReading(tx, found.id, { ...read, outcome: 'agreed', endedAt: now() });
		return null;
	}
	const readerIds = [...new Set([...reading.readerIds, ...(await readersOf(tx, reviewer, found, 2))])];
	await updateReading(tx, found.id, { ...read, readerIds });
	await handOn(tx, reviewer, found, { next: 'third', undecided });
	return 'third';
}

async function getReading(tx: Transaction, submissionId: string): Promise<ReadingRow> {
	const found = await findReading(tx, submissionId);
	if (!found) throw new Error(`submission ${submissionId} is read again without a second reading`);
	return found;
}

async function readersOf(
	tx: Transaction,
	{ accountId }: Principal,
	{ id }: SubmissionRow,
	reading: number,
): Promise<string[]> {
	return [...new Set([accountId, ...(await decidersOf(tx, id, reading))])];
}

/** Puts the case back into the queue for somebody else, its deadline as before, with what that person has to decide undecided. */
async function handOn(
	tx: Transaction,
	reviewer: Principal,
	{ id, profileId, folio }: SubmissionRow,
	{ next, undecided }: { next: Rereading; undecided: string[] },
): Promise<void> {
	await moveSubmission(tx, id, 'readAgain', { ...NO_HOLDER, rereading: next });
	for (const claimId of undecided)
		await decideClaim(tx, id, claimId, { state: 'submitted', reason: null, note: null });
	await record(tx, actor(reviewer, 'rating.issue'), {
		action: 'review.keep-reading',
		profileId,
		subject: folio,
		details: { next, undecided: undecided.length },
	});
}
