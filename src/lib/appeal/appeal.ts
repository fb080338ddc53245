import type { ClaimKind } from '#lib/cedula/claims.ts';
import { addBusinessDays, type BusinessCalendar } from '#lib/institution/calendar.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { RATING_ELEMENTS, type CriterionKey, type ElementKey } from '#lib/rating/model/model.ts';

/** How an appeal stands; the submission that it is about stays `rated` (rules.md, "States and moves"). */
export type AppealState = 'received' | 'in_review' | 'answered';

/** How the state is called, to the person and on the bench. */
export const APPEAL_STATE_LABELS: Record<AppealState, string> = {
	received: 'Recibida',
	in_review: 'En revisión',
	answered: 'Respondida',
};

type Move = { from: AppealState[]; to: AppealState };

/**
 * Every move of an appeal after it was asked for. It is also answered from `received`: whoever wrote the answer keeps it
 * when the appeal went back to the queue meanwhile and nobody else took it.
 */
export const APPEAL_MOVES = {
	take: { from: ['received'], to: 'in_review' },
	release: { from: ['in_review'], to: 'received' },
	answer: { from: ['received', 'in_review'], to: 'answered' },
} as const satisfies Record<string, Move>;
export type AppealMove = keyof typeof APPEAL_MOVES;

/** What is answered to a criterion: the points stay as they were reached, or a decision behind them was changed. */
export const OUTCOMES = ['upheld', 'changed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How an outcome is called. */
export const OUTCOME_LABELS: Record<Outcome, string> = {
	upheld: 'Se confirma',
	changed: 'Se modifica',
};

/** Longest text of reasons or of an explanation, in characters. */
export const TEXT_LENGTH = 2000;

/** Keys of the criteria, in the order of the breakdown. */
export const CRITERIA: readonly CriterionKey[] = Object.values(RATING_ELEMENTS).flat();

const KINDS: Record<ElementKey, ClaimKind> = {
	experience: 'experience',
	academic: 'education',
	certification: 'certification',
	training: 'training',
};

/** The element that a criterion adds up to. */
export function elementOf(criterion: CriterionKey): ElementKey {
	const keys = Object.keys(RATING_ELEMENTS) as ElementKey[];
	return keys.find((key) => RATING_ELEMENTS[key].some((each) => each === criterion))!;
}

/** The kind of claims that a criterion looks at. */
export function kindOf(criterion: CriterionKey): ClaimKind {
	return KINDS[elementOf(criterion)];
}

/** The last day to ask for an appeal: so many business days after the day of the dictamen, which is not counted. */
export function lastDayToAsk(issuedOn: PlainDate, days: number, calendar: BusinessCalendar): PlainDate {
	return addBusinessDays(issuedOn, days, calendar);
}

/** Why a person may not ask for an appeal now; null when they may. */
export type AskObstacle = 'no_rating' | 'already_asked' | 'appeal_open' | 'period_over' | null;

/** What decides whether a person may ask for an appeal. */
export type AskSituation = {
	/** last day to ask about the rating that holds; null before there is one */
	askBy: PlainDate | null;
	/** an appeal of this very rating was asked for */
	asked: boolean;
	/** an appeal of the person waits for its answer */
	open: boolean;
	today: PlainDate;
};

/** Whether an appeal may be asked for: the page and the server ask this one function. */
export function obstacleToAsk({ askBy, asked, open, today }: AskSituation): AskObstacle {
	if (askBy === null) return 'no_rating';
	if (asked) return 'already_asked';
	if (open) return 'appeal_open';
	return today > askBy ? 'period_over' : null;
}
