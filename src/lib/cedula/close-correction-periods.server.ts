import { and, eq, lt } from 'drizzle-orm';
import { record } from '#lib/audit/record.server.ts';
import { evidenceOfClaims } from '#lib/evidence/evidence-of-claims.server.ts';
import { holdClock } from '#lib/institution/calendar-in-force.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { db, inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { sameAnswers } from './answers.ts';
import { resumedTerm } from './due-date.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { moveSubmission } from './move-submission.server.ts';
import { closeRemarks } from './remark-store.server.ts';
import {
	changeSubmissionClaims,
	claimsOfSubmission,
	filesOfRevisions,
	getSubmission,
	updateClaim,
} from './store.server.ts';
import { submission } from './tables.server.ts';

const EVERY_SECONDS = 600;

/** Closes every period to answer whose last day has passed; the rest of the cédula is validated without the answer. */
export async function closeCorrectionPeriods(): Promise<void> {
	const over = await db()
		.select({ id: submission.id, profileId: submission.profileId })
		.from(submission)
		.where(and(eq(submission.state, 'needs_you'), lt(submission.correctBy, today())));
	for (const { id, profileId } of over) {
		try {
			await inTransaction((tx) => closePeriod(tx, profileId, id));
		} catch (error) {
			log.error({ err: error, submission: id }, 'period to answer could not be closed');
		}
	}
}

definePeriodic({
	name: 'close-correction-periods',
	everySeconds: EVERY_SECONDS,
	run: closeCorrectionPeriods,
});

/** What stayed observed counts as rejected; the clock goes on from the end of the last day to answer. */
async function closePeriod(tx: Transaction, profileId: string, submissionId: string): Promise<void> {
	const open = await lockCedula(tx, profileId);
	if (open?.id !== submissionId || open.state !== 'needs_you') return;
	const { calendar } = await holdClock(tx);
	const waiting = await getSubmission(tx, submissionId);
	const { folio, correctBy } = waiting;
	if (correctBy && correctBy >= today()) return;
	await moveSubmission(tx, submissionId, 'closePeriod', {
		...resumedTerm(waiting, correctBy ?? today(), calendar),
		movedFrom: null,
		pausedOn: null,
		correctBy: null,
		correctMovedFrom: null,
		identityRemark: null,
	});
	const closed = await rejectObserved(tx, submissionId);
	await record(
		tx,
		{ accountId: null, role: 'system', channel: 'system' },
		{ action: 'cedula.close-correction-period', profileId, subject: folio, details: { rejected: closed } },
	);
	await emit(tx, 'correction-period-over', { profileId, submissionId });
}

/** @returns how many claims were rejected for want of an answer */
async function rejectObserved(tx: Transaction, submissionId: string): Promise<number> {
	const claims = await claimsOfSubmission(tx, submissionId);
	const standing = new Set(claims.filter(({ state }) => state !== 'withdrawn').map(({ claim }) => claim.id));
	await closeRemarks(tx, submissionId, (claimId) =>
		claimId === null || standing.has(claimId) ? 'unanswered' : 'withdrawn',
	);
	const observed = claims.filter(({ state }) => state === 'observed');
	const files = await evidenceOfClaims(
		tx,
		observed.map(({ claim }) => claim.id),
	);
	const sentFiles = await filesOfRevisions(
		tx,
		observed.map(({ revision }) => revision.id),
	);
	await changeSubmissionClaims(
		tx,
		submissionId,
		observed.map(({ claim }) => claim.id),
		{ state: 'rejected' },
	);
	for (const { claim, revision } of observed) {
		const present = (files.get(claim.id) ?? []).map(({ id }) => id).join();
		const unchanged =
			present === (sentFiles.get(revision.id) ?? []).join() &&
			(claim.draft === null || sameAnswers(claim.draft, revision.data));
		await updateClaim(
			tx,
			claim.id,
			unchanged ? { state: 'rejected', draft: null, revision: revision.number } : { state: 'draft' },
		);
	}
	return observed.length;
}
