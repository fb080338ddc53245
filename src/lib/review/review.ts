import {
	obstacleTo,
	type ClaimDecision,
	type MoveName,
	type Obstacle,
	type Situation,
} from '#lib/cedula/submission.ts';
import type { CatalogueItem } from '#lib/institution/catalogues.ts';
import type { Problem } from '#lib/platform/refusal.ts';

/** What a reviewer may decide on a claim (contract.md). */
export const VERDICTS = ['accepted', 'observed', 'rejected'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A reason of the institution's catalogue. */
export type Reason = CatalogueItem<'reasons'>;

/** The reason with which the identity is observed; every institution has it. */
export const IDENTITY_REASON = 'identity';

/** Longest note of a reviewer, in characters. */
export const NOTE_LENGTH = 1000;

/** How a decision is called on the bench. */
export const DECISION_LABELS: Record<ClaimDecision, string> = {
	submitted: 'Por decidir',
	accepted: 'Aceptado',
	observed: 'Observado',
	rejected: 'Rechazado',
	withdrawn: 'Retirado por la persona',
};

/** What a case offers to whoever looks at it: for each move, why it may not be made, or null when it may. */
export type Offers = Record<'take' | 'decide' | 'return' | 'issue' | 'handOver', Obstacle | 'not_holder'>;

/**
 * What may be done with a case now, by its holder or by another reviewer.
 * The buttons of the page and the use cases ask this one function.
 */
export function offersOf(situation: Situation, holds: boolean): Offers {
	const heldMove = (move: MoveName) => obstacleTo(move, situation) ?? (holds ? null : 'not_holder');
	return {
		take: obstacleTo('take', situation),
		decide: heldMove('decide'),
		return: heldMove('return'),
		issue: heldMove('issue'),
		handOver: heldMove('handOver'),
	};
}

/** How far the decisions of a case have come. */
export type Progress = {
	total: number;
	decided: number;
	accepted: number;
	observed: number;
	rejected: number;
};

/** Counts decisions; what the person withdrew meanwhile is no longer part of the case, and *observed* is not decided. */
export function progressOf(decisions: readonly ClaimDecision[]): Progress {
	const count = (decision: ClaimDecision) => decisions.filter((each) => each === decision).length;
	const [accepted, observed, rejected] = [count('accepted'), count('observed'), count('rejected')];
	const total = decisions.length - count('withdrawn');
	return { total, decided: accepted + rejected, accepted, observed, rejected };
}

/** What still stands between a case and its dictamen, in words, the attestation of the identity apart; empty when nothing does. */
export function missingToIssue(situation: Situation): string[] {
	const { total, decided, observed } = progressOf(situation.decisions);
	const waiting = total - decided - observed;
	const missing: string[] = [];
	if (waiting > 0)
		missing.push(waiting === 1 ? 'Falta decidir 1 renglón.' : `Falta decidir ${waiting} renglones.`);
	if (observed > 0) {
		const what = observed === 1 ? '1 renglón está observado' : `${observed} renglones están observados`;
		missing.push(`${what}: devuelva la cédula o cambie la decisión.`);
	}
	if (situation.identityObserved)
		missing.push('La identidad está observada: devuelva la cédula o quite la observación.');
	return missing;
}

/** Reasons under the heading of what they serve. */
export type ReasonGroup = { label: string; reasons: Reason[] };

/**
 * Reasons that fit a kind of claim, by the decision that they serve, in the order of the catalogue.
 * One that was given already is always among them, so that it is not lost when the decision is saved again.
 */
export function reasonGroups(reasons: readonly Reason[], kind: string, given: string | null): ReasonGroup[] {
	const fitting = reasons.filter((reason) => reason.kinds.some((each) => each === kind));
	const serving = (...verdicts: Reason['verdicts']) =>
		fitting.filter(
			(reason) =>
				reason.verdicts.length === verdicts.length &&
				verdicts.every((verdict) => reason.verdicts.includes(verdict)),
		);
	return [
		{ label: 'Para observar o rechazar', reasons: serving('observed', 'rejected') },
		{ label: 'Solo para observar', reasons: serving('observed') },
		{ label: 'Solo para rechazar', reasons: serving('rejected') },
		{
			label: 'Ya elegido',
			reasons: reasons.filter((reason) => reason.key === given && !fitting.includes(reason)),
		},
	].filter((group) => group.reasons.length > 0);
}

/**
 * What is wrong with a verdict: a reason of the catalogue is needed unless accepted, and some say nothing without a note.
 * The page offers only those that fit the decision; any other of the catalogue is taken too (contract.md, verdict).
 * @param reason the item of the catalogue; undefined when none was given or the key is unknown
 */
export function verdictProblems(
	verdict: Verdict,
	given: { key?: string | undefined; reason?: Reason | undefined; note?: string | undefined },
): Problem[] {
	if (verdict === 'accepted') return [];
	if (!given.key) return [{ path: 'reason', code: 'required', message: REASON_MISSING[verdict] }];
	if (!given.reason) {
		return [
			{
				path: 'reason',
				code: 'unknown',
				message: 'Ese motivo no está en el catálogo. Elija otro de la lista.',
			},
		];
	}
	if (given.reason.noteRequired && !given.note) {
		const message = `El motivo «${given.reason.label}» necesita una nota: escriba qué encontró, para que la persona sepa qué hacer.`;
		return [{ path: 'note', code: 'required', message }];
	}
	return [];
}

const REASON_MISSING: Record<Exclude<Verdict, 'accepted'>, string> = {
	observed: 'Elija el motivo de la observación.',
	rejected: 'Elija el motivo del rechazo.',
};
