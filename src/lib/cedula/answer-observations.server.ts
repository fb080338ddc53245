import { holdClock } from '#lib/institution/calendar-in-force.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import type { CedulaView } from './cedula.ts';
import { receivedOnOf } from './deadlines.server.ts';
import { resumedTerm } from './due-date.ts';
import { freezeClaims } from './freeze-claims.server.ts';
import { moveSubmission } from './move-submission.server.ts';
import { closeRemarks } from './remark-store.server.ts';
import { outcomeOfAnswer } from './remarks.ts';
import { changeSubmissionClaims, getSubmission } from './store.server.ts';
import { openAnswers, sealAnswers } from './submitted-answers.server.ts';

/**
 * Sends the observed claims back as the person left them, under the same folio: whoever returned them gets them first,
 * and the clock goes on from where it stood. A claim left as it was is a legitimate answer too.
 */
export async function answerObservations(
	tx: Transaction,
	profileId: string,
	cedula: CedulaView,
	submissionId: string,
) {
	const clock = await holdClock(tx);
	const waiting = await getSubmission(tx, submissionId);
	const key = await getPersonKey(profileId, tx);
	const moved = await moveSubmission(tx, submissionId, 'answer', {
		...resumedTerm(waiting, receivedOnOf(now(), clock), clock.calendar),
		movedFrom: null,
		pausedOn: null,
		correctBy: null,
		correctMovedFrom: null,
		identityRemark: null,
		answers: sealAnswers(key, cedula),
		municipality: String(cedula.sections.post.data.municipality),
	});
	const present = {
		claims: cedula.claims,
		identity: cedula.sections.identity.data,
		sentIdentity: openAnswers(key, waiting.answers).identity,
	};
	await closeRemarks(tx, submissionId, (claimId) => outcomeOfAnswer(claimId, present));
	const observed = cedula.claims.filter(({ state }) => state === 'observed');
	const frozen = await freezeClaims(tx, profileId, observed);
	for (const { claimId, revisionId } of frozen)
		await changeSubmissionClaims(tx, submissionId, [claimId], {
			state: 'submitted',
			revisionId,
			reason: null,
			note: null,
		});
	await emit(tx, 'observations-answered', { profileId, submissionId });
	return moved;
}
