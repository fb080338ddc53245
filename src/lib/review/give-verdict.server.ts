import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { findCatalogueItem } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalid, notFound } from '#lib/platform/refusal.ts';
import { getClaim } from './asked-claims.server.ts';
import { lockHeldCase } from './held-case.server.ts';
import { note } from './note.ts';
import { readingOf } from './second-reading/rereading.ts';
import { VERDICTS, verdictProblems, type Verdict } from './review.ts';
import { findClaimUnderReview, insertVerdict, type ClaimUnderReview } from './store.server.ts';

/** Body of a verdict (contract.md). `revision` is the one that was looked at; `reason` a key of the catalogue `reasons`. */
export const GiveVerdict = z.object({
	revision: z.int({ error: 'Falta la revisión que se revisó.' }),
	verdict: z.enum(VERDICTS, { error: 'Elija una decisión: aceptar, observar o rechazar.' }),
	reason: z
		.string()
		.trim()
		.nullish()
		.transform((value) => value || undefined),
	note,
});

/** How a claim stands after a verdict. */
export type GivenVerdict = {
	claimId: string;
	folio: string;
	revision: number;
	verdict: Verdict;
	reason: string | null;
	note: string | null;
};

/**
 * Decides a claim, or changes the decision, until the cédula is returned or rated.
 * Giving the same verdict again changes nothing and adds nothing.
 * @throws Refusal not_found · invalid (reason or note) · conflict `not_holder`, `wrong_state`, `stale_revision`, `withdrawn`
 */
export async function giveVerdict(
	principal: Principal | null,
	claimId: string,
	input: unknown,
): Promise<GivenVerdict> {
	const reviewer = authorize(principal, 'review.decide');
	const body = parse(GiveVerdict, input);
	return inTransaction(async (tx) => {
		const found = isId(claimId) ? await findClaimUnderReview(tx, claimId) : undefined;
		if (!found) throw notFound('Ese renglón no está en ninguna cédula enviada. Regrese a la fila.');
		const held = await lockHeldCase(tx, reviewer, found.folio);
		/* read again once its submission is locked: what was read before may have changed while waiting */
		const claim = getClaim(await findClaimUnderReview(tx, claimId), body.revision);
		const given = decisionOf(claim, body);
		if (standsAlready(claim, given)) return given;
		await moveSubmission(tx, held.id, 'decide', { holderSeenAt: now() });
		await decideClaim(tx, held.id, claimId, { state: given.verdict, reason: given.reason, note: given.note });
		await insertVerdict(tx, {
			...claim,
			...given,
			accountId: reviewer.accountId,
			channel: reviewer.channel,
			reading: readingOf(held),
		});
		await record(tx, actor(reviewer, 'review.decide'), {
			action: 'review.give-verdict',
			profileId: held.profileId,
			subject: held.folio,
			details: { claimId, revision: given.revision, verdict: given.verdict, reason: given.reason },
		});
		return given;
	});
}

function decisionOf(claim: ClaimUnderReview, body: z.output<typeof GiveVerdict>): GivenVerdict {
	const item = body.reason ? findCatalogueItem('reasons', body.reason) : undefined;
	const problems = verdictProblems(body.verdict, {
		key: body.reason,
		reason: item,
		note: body.note,
	});
	if (problems.length > 0) throw invalid(problems);
	const { claimId, folio, revision } = claim;
	const reason = body.verdict === 'accepted' ? null : (item?.key ?? null);
	return { claimId, folio, revision, verdict: body.verdict, reason, note: body.note ?? null };
}

function standsAlready(claim: ClaimUnderReview, given: GivenVerdict): boolean {
	return claim.state === given.verdict && claim.reason === given.reason && claim.note === given.note;
}
