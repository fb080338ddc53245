import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { settleClaims } from '#lib/cedula/settle-claims.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { obstacleTo, type Rereading } from '#lib/cedula/submission.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, notAllowed, notFound } from '#lib/platform/refusal.ts';
import { readAgain } from '#lib/review/second-reading/read-again.server.ts';
import { computeRating } from './compute-rating.server.ts';
import { holdOffReratings } from './rating-turns.server.ts';
import type { IssuedRating } from './rating.ts';
import { findSubmissionToIssue, insertRating } from './store.server.ts';

/** Body of the issue: whoever issues attests the identity in the same act (rules.md, "Identity"). */
export const IssueRating = z.object({
	identityAttested: z.literal(true, {
		error: 'Para emitir el dictamen, confirme que el nombre y la CURP coinciden con los documentos.',
	}),
});

/** A review that was kept while another person reads the cédula, for the second or the third time. */
export type KeptReading = { folio: string; state: 'received'; rereading: Rereading };

/**
 * Issues the dictamen of a submission: settles its claims, computes the rating by the model in force and signs it with
 * the name of the reviewer. Nobody types points (rules.md, "States and moves"). A submission of the sample that is read again
 * goes to another person instead (decision 26).
 * @throws Refusal not_found · not_allowed (own cédula) · invalid (identity not attested) · conflict `not_holder`, `undecided`, `wrong_state`
 */
export async function issueRating(
	principal: Principal | null,
	folio: string,
	input: unknown,
): Promise<IssuedRating | KeptReading> {
	const reviewer = authorize(principal, 'rating.issue');
	const { identityAttested } = parse(IssueRating, input);
	return inTransaction(async (tx) => {
		await holdOffReratings(tx);
		const found = await findSubmissionToIssue(tx, folio);
		if (!found) throw notFound('No hay una cédula con ese folio.');
		refuseUnlessDecided(reviewer, found);
		const rereading = await readAgain(tx, reviewer, found);
		if (rereading) return { folio, state: 'received', rereading };
		return issue(tx, reviewer, found, identityAttested);
	});
}

/** Whether the review was kept for another reading and nothing was issued yet. */
export function isKeptReading(answer: IssuedRating | KeptReading): answer is KeptReading {
	return 'rereading' in answer;
}

async function issue(
	tx: Transaction,
	reviewer: Principal,
	{ id: submissionId, profileId, folio }: Found,
	identityAttested: boolean,
): Promise<IssuedRating> {
	const issuedAt = now();
	const over = { decidedAt: issuedAt, holderId: null, holderSeenAt: null, rereading: null };
	await moveSubmission(tx, submissionId, 'issue', over);
	await settleClaims(tx, submissionId);
	const { score, model, elements } = await computeRating(tx, profileId, identityAttested);
	const ratingId = newId();
	const [issued] = await Promise.all([
		insertRating(tx, {
			id: ratingId,
			profileId,
			submissionId,
			modelVersion: model,
			stars: score.stars,
			points: score.points,
			elements,
			identityAttested,
			issuedById: reviewer.accountId,
			issuedByName: reviewer.name,
			channel: reviewer.channel,
			issuedAt,
		}),
		record(tx, actor(reviewer, 'rating.issue'), {
			action: 'rating.issue',
			profileId,
			subject: folio,
			details: { ratingId, stars: score.stars, points: score.points, model, identityAttested },
		}),
	]);
	await emit(tx, 'rating-issued', { profileId, submissionId, ratingId });
	return issued;
}

type Found = NonNullable<Awaited<ReturnType<typeof findSubmissionToIssue>>>;

function refuseUnlessDecided(reviewer: Principal, found: Found): void {
	if (reviewer.profileId === found.profileId) throw notAllowed('Nadie puede dictaminar su propia cédula.');
	const obstacle = obstacleTo('issue', {
		state: found.state,
		decisions: found.decisions,
		identityObserved: found.identityRemark !== null,
	});
	if (obstacle === 'wrong_state') {
		throw conflict(
			'wrong_state',
			'Esta cédula no está en revisión: ya se dictaminó, se devolvió o se liberó.',
		);
	}
	if (found.holderId !== reviewer.accountId) {
		throw conflict(
			'not_holder',
			'Otra persona tiene esta cédula en revisión. Solo ella puede emitir el dictamen.',
		);
	}
	if (obstacle === 'undecided') {
		throw conflict(
			'undecided',
			'Falta decidir algún elemento o la identidad: acepte, rechace o devuelva lo observado.',
		);
	}
}
