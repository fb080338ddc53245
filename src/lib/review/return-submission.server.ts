import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { reopenObserved } from '#lib/cedula/reopen-observed.server.ts';
import { obstacleTo } from '#lib/cedula/submission.ts';
import { addBusinessDays } from '#lib/institution/calendar.ts';
import { holdClock } from '#lib/institution/calendar-in-force.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { lockHeldCase, situationOf } from './held-case.server.ts';
import { progressOf } from './review.ts';
import { noteDisputedIdentity } from './second-reading/read-again.server.ts';

/** A cédula that went back to its person: how many claims are observed, and the last day to answer. */
export type ReturnedSubmission = {
	folio: string;
	state: 'needs_you';
	observed: number;
	identityObserved: boolean;
	correctBy: PlainDate;
};

/**
 * Sends all observations as one message: only what is observed opens, the clock stops, and the case comes back to this
 * reviewer first once it is answered.
 * @throws Refusal not_found · conflict `nothing_observed`, `not_holder`, `wrong_state`
 */
export async function returnSubmission(
	principal: Principal | null,
	folio: string,
): Promise<ReturnedSubmission> {
	const reviewer = authorize(principal, 'review.decide');
	const pausedOn = today();
	return inTransaction(async (tx) => {
		const { calendar } = await holdClock(tx);
		const correctBy = addBusinessDays(pausedOn, institution().settings.deadlines.correction, calendar);
		const held = await lockHeldCase(tx, reviewer, folio);
		const situation = await situationOf(tx, held);
		if (obstacleTo('return', situation) !== null) {
			const message =
				'No hay nada observado. Observe al menos un renglón o la identidad, o emita el dictamen.';
			throw conflict('nothing_observed', message);
		}
		await moveSubmission(tx, held.id, 'return', {
			holderId: null,
			preferredHolderId: reviewer.accountId,
			takenAt: null,
			holderSeenAt: null,
			pausedOn,
			correctBy,
		});
		await reopenObserved(tx, held.id);
		if (situation.identityObserved) await noteDisputedIdentity(tx, held);
		const { observed } = progressOf(situation.decisions);
		const { identityObserved } = situation;
		await record(tx, actor(reviewer, 'review.decide'), {
			action: 'review.return',
			profileId: held.profileId,
			subject: folio,
			details: { observed, identityObserved, correctBy },
		});
		await emit(tx, 'submission-returned', { profileId: held.profileId, submissionId: held.id });
		return { folio, state: 'needs_you', observed, identityObserved, correctBy };
	});
}
