import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { getAskedClaims } from './asked-claims.server.ts';
import { lockHeldCase } from './held-case.server.ts';
import { readingOf } from './second-reading/rereading.ts';
import { SeveralClaims, type ClaimAsked } from './several-claims.ts';
import { insertVerdict } from './store.server.ts';

/** Claims that are undecided again. */
export type TakenBack = { folio: string; claims: ClaimAsked[] };

/**
 * Leaves claims undecided again, until the cédula is returned or rated. What was decided stays written, and so does that
 * it was taken back. One that is undecided already stays so.
 * @throws Refusal not_found · conflict `not_holder`, `wrong_state`, `withdrawn`, `stale_revision`
 */
export async function takeBackVerdicts(
	principal: Principal | null,
	folio: string,
	input: unknown,
): Promise<TakenBack> {
	const reviewer = authorize(principal, 'review.decide');
	const { claims: asked } = parse(SeveralClaims, input);
	return inTransaction(async (tx) => {
		const held = await lockHeldCase(tx, reviewer, folio);
		const { id: submissionId, profileId } = held;
		const claims = await getAskedClaims(tx, submissionId, asked);
		const decided = claims.filter(({ state }) => state !== 'submitted');
		const by = { accountId: reviewer.accountId, channel: reviewer.channel, reading: readingOf(held) };
		const nothing = { reason: null, note: null };
		if (decided.length > 0) await moveSubmission(tx, submissionId, 'decide', { holderSeenAt: now() });
		for (const { id: claimId, revisionId } of decided) {
			await decideClaim(tx, submissionId, claimId, { state: 'submitted', ...nothing });
			const given = {
				submissionId,
				claimId,
				revisionId,
				profileId,
				verdict: 'taken_back' as const,
				...nothing,
			};
			await insertVerdict(tx, { ...given, ...by });
		}
		await recordAll(
			tx,
			actor(reviewer, 'review.decide'),
			decided.map(({ id: claimId, revision, state }) => ({
				action: 'review.take-back-verdict',
				profileId,
				subject: folio,
				details: { claimId, revision, verdict: state },
			})),
		);
		return { folio, claims: claims.map(({ id, revision }) => ({ id, revision })) };
	});
}
