import type { ClaimKind } from '#lib/cedula/claims.ts';
import type { Problem } from '#lib/platform/refusal.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import { verdictProblems, type Reason } from '#lib/review/review.ts';
import { kindOf, type Outcome } from './appeal.ts';

/** What is answered to a criterion, as far as it was filled in. */
export type GivenAnswer = { outcome?: Outcome | undefined; explanation?: string | undefined };

/** A claim whose decision is looked at again, and what is decided now; nothing decided leaves it as it stands. */
export type LookedAtClaim = {
	id: string;
	kind: ClaimKind;
	state: 'accepted' | 'rejected';
	verdict?: 'accepted' | 'rejected' | undefined;
	key?: string | undefined;
	/** undefined when none was given or the key is unknown */
	reason?: Reason | undefined;
	note?: string | undefined;
};

/** The claims whose decision changes. */
export function changedClaims<Claim extends LookedAtClaim>(claims: readonly Claim[]): Claim[] {
	return claims.filter(({ state, verdict }) => verdict !== undefined && verdict !== state);
}

/**
 * What is wrong with an answer: every criterion asked about needs an outcome and an explanation, and the two go together
 * with the claims: a criterion changes by deciding a claim of its kind otherwise, and a claim is decided otherwise only
 * for a criterion that changes. Paths are those of the form.
 */
export function answerProblems(
	asked: readonly CriterionKey[],
	answers: Partial<Record<CriterionKey, GivenAnswer>>,
	claims: readonly LookedAtClaim[],
): Problem[] {
	const changed = changedClaims(claims);
	const changing = new Set(
		asked.filter((key) => answers[key]?.outcome === 'changed').map((key) => kindOf(key)),
	);
	return [
		...asked.flatMap((key) => criterionProblems(key, answers[key] ?? {}, changed)),
		...changed.flatMap((claim) => claimProblems(claim, changing.has(claim.kind))),
	];
}

function criterionProblems(
	key: CriterionKey,
	{ outcome, explanation }: GivenAnswer,
	changed: readonly LookedAtClaim[],
): Problem[] {
	const problems: Problem[] = [];
	const problem = (field: string, code: string, message: string) =>
		problems.push({ path: `criteria.${key}.${field}`, code, message });
	if (!outcome) problem('outcome', 'required', `Elija si el criterio ${key} se confirma o se modifica.`);
	if (outcome === 'changed' && !changed.some(({ kind }) => kind === kindOf(key))) {
		problem(
			'outcome',
			'nothing_changed',
			`Para modificar el criterio ${key}, cambie la decisión de al menos un renglón. Si ninguno cambia, confírmelo.`,
		);
	}
	if (!explanation)
		problem('explanation', 'required', `Explique a la persona su respuesta al criterio ${key}.`);
	return problems;
}

function claimProblems(claim: LookedAtClaim, mayChange: boolean): Problem[] {
	const { id, verdict } = claim;
	const given = verdict === undefined ? [] : verdictProblems(verdict, claim);
	const problems = given.map((problem) => ({ ...problem, path: `claims.${id}.${problem.path}` }));
	if (mayChange) return problems;
	const message =
		'Cambió la decisión de este renglón, pero confirmó los criterios que lo consideran. Marque uno como modificado o deje el renglón como estaba.';
	return [...problems, { path: `claims.${id}.verdict`, code: 'criterion_upheld', message }];
}
