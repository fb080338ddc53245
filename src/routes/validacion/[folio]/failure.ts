import type { FormFailure } from '#lib/platform/forms.ts';
import type { AcceptedTogether } from '#lib/review/accept-matching.server.ts';
import type { GivenVerdict } from '#lib/review/give-verdict.server.ts';
import type { TakenBack } from '#lib/review/take-back-verdicts.server.ts';

/** What an action of the case page answers: a refusal with what was typed, or what was done. */
export type Answer = Partial<FormFailure> & {
	given?: GivenVerdict;
	accepted?: AcceptedTogether;
	takenBack?: TakenBack;
	identityRemark?: string | null;
	kept?: boolean;
};

/** The part of the page that a refusal belongs to: a claim, the identity, or the bar with the dictamen. */
export type Failures = { claimId: string | null; identity: FormFailure | null; bar: string | undefined } & {
	claim: FormFailure | null;
};

/** Sorts a refusal to the part of the page whose form was sent. */
export function failuresOf(answer: Answer | null | undefined): Failures {
	const none: Failures = { claimId: null, claim: null, identity: null, bar: undefined };
	if (!answer?.problems || !answer.values) return none;
	const failure = { problems: answer.problems, values: answer.values };
	if (failure.values.claimId) return { ...none, claimId: failure.values.claimId, claim: failure };
	if (failure.values.observed) return { ...none, identity: failure };
	return { ...none, bar: failure.problems[0]?.message };
}
