import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { lockCedula } from '#lib/cedula/lock-cedula.server.ts';
import { findCatalogueItem } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { invalid, type Problem } from '#lib/platform/refusal.ts';
import { cleanText } from '#lib/platform/text.ts';
import { findRatingOf } from '#lib/rating/current-rating.server.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import { replaceRating } from '#lib/rating/replace-rating.server.ts';
import { note } from '#lib/review/note.ts';
import { decidedClaims, reviseVerdict, type DecidedClaim } from '#lib/review/revise-verdict.server.ts';
import { answerProblems, changedClaims, type LookedAtClaim } from './answer.ts';
import { kindOf, OUTCOMES, TEXT_LENGTH } from './appeal.ts';
import { lockForAnother, refuseIfOthers } from './another-person.server.ts';
import type { KeptAnswers } from './get-own-appeals.server.ts';
import { moveAppeal, NO_HOLDER } from './move-appeal.server.ts';
import { lockSubmissions, type AppealRow } from './store.server.ts';

const blankIsAbsent = (value: unknown) => (value === '' || value === null ? undefined : value);

const explanation = z
	.string()
	.nullish()
	.transform((value) => (value ? cleanText(value) : '') || undefined)
	.pipe(
		z
			.string()
			.max(TEXT_LENGTH, `La explicación puede tener como máximo ${TEXT_LENGTH} caracteres.`)
			.optional(),
	);

/** The answer to an appeal: outcome and explanation by criterion, and by claim what is decided otherwise. */
export const AnswerAppeal = z.object({
	criteria: z.record(
		z.string(),
		z.object({
			outcome: z.preprocess(
				blankIsAbsent,
				z.enum(OUTCOMES, 'Elija si se confirma o se modifica.').optional(),
			),
			explanation,
		}),
	),
	claims: z
		.record(
			z.string(),
			z.object({
				verdict: z.preprocess(
					blankIsAbsent,
					z.enum(['accepted', 'rejected'], 'Elija aceptar o rechazar.').optional(),
				),
				reason: z.preprocess(blankIsAbsent, z.string().optional()),
				note,
			}),
		)
		.default({}),
});

/** How an appeal ended. */
export type AnsweredAppeal = { id: string; changed: boolean; newRatingId: string | null };

/**
 * Answers an appeal, once and for all. When a decision behind a criterion changes, the claims are decided again and the
 * engine computes a new rating, signed by whoever answers, that supersedes the one that holds.
 * @throws Refusal not_found · not_allowed (owner, issuer, declared conflict) · invalid · conflict `not_holder`, `wrong_state`
 */
export async function answerAppeal(
	principal: Principal | null,
	id: string,
	input: unknown,
): Promise<AnsweredAppeal> {
	const reviewer = authorize(principal, 'appeal.answer');
	const answer = parse(AnswerAppeal, input);
	return inTransaction(async (tx) => {
		const found = await lockForAnother(tx, reviewer, id);
		refuseIfOthers(reviewer, found);
		await lockCedula(tx, found.profileId);
		await lockSubmissions(tx, found.profileId);
		const looked = await lookedAt(tx, found, answer);
		const problems = [...answerProblems(asked(found), answer.criteria, looked), ...notAsked(answer, looked)];
		if (problems.length > 0) throw invalid(problems);
		const changed = changedClaims(looked);
		for (const claim of changed) await decideAgain(tx, reviewer, found, claim);
		const newRatingId = changed.length > 0 ? await rateAgain(tx, reviewer, found) : null;
		await close(tx, reviewer, found, { answer, newRatingId, changed });
		return { id, changed: newRatingId !== null, newRatingId };
	});
}

type Answer = z.output<typeof AnswerAppeal>;
type Looked = LookedAtClaim & { decided: DecidedClaim };

const asked = ({ criteria }: AppealRow) => criteria as CriterionKey[];

/** The claims that the criteria look at, with what is decided about each now. */
async function lookedAt(tx: Transaction, found: AppealRow, { claims }: Answer): Promise<Looked[]> {
	const kinds = new Set<string>(asked(found).map(kindOf));
	const decided = await decidedClaims(tx, found.submissionId);
	return decided
		.filter(({ kind }) => kinds.has(kind))
		.map((claim) => {
			const given = claims[claim.id];
			return {
				id: claim.id,
				kind: claim.kind as ClaimKind,
				state: claim.state,
				verdict: given?.verdict,
				key: given?.reason,
				reason: given?.reason ? findCatalogueItem('reasons', given.reason) : undefined,
				note: given?.note,
				decided: claim,
			};
		});
}

function notAsked({ claims }: Answer, looked: readonly Looked[]): Problem[] {
	const message = 'Ningún criterio de esta aclaración considera este renglón, o la persona ya lo retiró.';
	return Object.keys(claims)
		.filter((id) => claims[id]?.verdict !== undefined && !looked.some((claim) => claim.id === id))
		.map((id) => ({ path: `claims.${id}.verdict`, code: 'not_asked', message }));
}

function decideAgain(tx: Transaction, reviewer: Principal, found: AppealRow, claim: Looked): Promise<void> {
	const verdict = claim.verdict!;
	return reviseVerdict(tx, reviewer, found, claim.decided, {
		verdict,
		reason: verdict === 'accepted' ? null : (claim.reason?.key ?? null),
		note: claim.note ?? null,
	});
}

async function rateAgain(tx: Transaction, reviewer: Principal, found: AppealRow): Promise<string> {
	const { profileId, submissionId, ratingId, id: appealId } = found;
	const before = await findRatingOf(tx, profileId, ratingId);
	const { identityAttested } = before!;
	const issued = await replaceRating(tx, reviewer, { profileId, submissionId, appealId, identityAttested });
	return issued.id;
}

async function close(
	tx: Transaction,
	reviewer: Principal,
	found: AppealRow,
	{ answer, newRatingId, changed }: { answer: Answer; newRatingId: string | null; changed: Looked[] },
): Promise<void> {
	const { id, profileId } = found;
	const kept = Object.fromEntries(asked(found).map((key) => [key, answer.criteria[key]!])) as KeptAnswers;
	const key = await getPersonKey(profileId, tx);
	await moveAppeal(tx, id, 'answer', {
		...NO_HOLDER,
		answers: key.seal(kept),
		answeredAt: now(),
		answeredById: reviewer.accountId,
		answeredByName: reviewer.name,
		newRatingId,
	});
	await record(tx, actor(reviewer, 'appeal.answer'), {
		action: 'appeal.answer',
		profileId,
		subject: id,
		details: {
			outcomes: Object.fromEntries(asked(found).map((criterion) => [criterion, kept[criterion]!.outcome])),
			claims: changed.map(({ id: claimId, state, verdict }) => ({ claimId, from: state, to: verdict })),
			ratingId: found.ratingId,
			newRatingId,
		},
	});
	await emit(tx, 'appeal-answered', { profileId, appealId: id });
}
