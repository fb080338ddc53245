import { institution } from '#lib/institution/load-institution.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { formatDateLong, formatDateShort, localDate } from '#lib/institution/plain-date.ts';
import { ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import type { ElementKey } from '#lib/rating/model/model.ts';
import { caseView, type ClaimView } from '#lib/review/case-view.server.ts';
import { capitalised, dueFrom } from '#lib/review/due.ts';
import { APPEAL_STATE_LABELS, elementOf, kindOf, OUTCOME_LABELS } from './appeal.ts';
import type { AppealedCriterion } from './get-own-appeals.server.ts';
import type { OpenedAppeal } from './open-appeal.server.ts';

/** An appeal in words, as the bench shows it. */
export type AppealView = ReturnType<typeof appealView>;

/** Puts an opened appeal into words: criteria and claims come under the element that they belong to. */
export function appealView(opened: OpenedAppeal) {
	const found = caseView(opened.case);
	return {
		id: opened.id,
		folio: found.folio,
		person: found.person,
		state: opened.state,
		stateLabel: APPEAL_STATE_LABELS[opened.state],
		mine: opened.mine,
		holder: opened.holder,
		due: dueView(opened.dueOn),
		askedOn: dayOf(opened.askedAt),
		answeredOn: opened.answeredAt && dayOf(opened.answeredAt),
		answeredBy: opened.answeredBy,
		rating: {
			stars: opened.rating.stars,
			points: opened.rating.points,
			issuedOn: dayOf(opened.rating.issuedAt),
			issuedBy: opened.rating.issuedBy,
		},
		elements: elementsOf(opened, found.claims),
		reasons: found.reasons,
	};
}

/** A due date with how near it is. */
export function dueView(dueOn: string) {
	const due = dueFrom(today(), dueOn, institution().calendar);
	return { urgency: due.urgency, words: capitalised(due.words), on: formatDateShort(dueOn) };
}

function elementsOf({ criteria, rating, case: { claims } }: OpenedAppeal, views: ClaimView[]) {
	const stored = rating.elements.flatMap((element) => element.criteria);
	const keys = [...new Set(criteria.map(({ key }) => elementOf(key)))];
	return keys.map((key: ElementKey) => {
		const own = criteria.filter((criterion) => elementOf(criterion.key) === key);
		const kind = kindOf(own[0]!.key);
		return {
			key,
			title: ELEMENT_TITLES[key],
			criteria: own.map((criterion) => criterionView(criterion, stored)),
			claims: views.filter((view) => view.kind === kind && claims.some(({ id }) => id === view.id)),
		};
	});
}

type Stored = OpenedAppeal['rating']['elements'][number]['criteria'];

function criterionView(criterion: AppealedCriterion, stored: Stored) {
	const scored = stored.find(({ key }) => key === criterion.key);
	return {
		...criterion,
		points: scored?.points ?? 0,
		cap: scored?.cap ?? 0,
		outcomeLabel: criterion.outcome && OUTCOME_LABELS[criterion.outcome],
	};
}

function dayOf(instant: Date): string {
	return formatDateLong(localDate(instant, institution().settings.timeZone));
}
