import { claimField, claimText, compareBy } from '#lib/rating/accepted-claim.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { cappedLines, linePoints, uncounted } from '#lib/rating/breakdown.ts';
import type { ClaimReason, CriterionScore, Earning } from '#lib/rating/breakdown.ts';
import { criterionCaps } from '#lib/rating/model/model.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { monthOf } from '#lib/rating/months.ts';

type TrainingCriterion = 'T1' | 'T2' | 'T3';

/** A training claim with its criterion; `hours` are whole hours, `month` that of its end. */
interface Activity {
	id: string;
	criterion: TrainingCriterion;
	month: number;
	hours: number;
	fault: ClaimReason | null;
}

/** Criteria T1 (finance courses), T2 (conferences) and T3 (instructor or speaker) of weighting.md. */
export function scoreTraining(
	claims: readonly AcceptedClaim[],
	model: WeightingModel,
	ratingMonth: number,
): CriterionScore[] {
	const caps = criterionCaps(model);
	const activities = claims
		.filter((claim) => claim.kind === 'training')
		.map((claim) => readActivity(claim, model, ratingMonth))
		.sort(
			compareBy<Activity>(
				({ month }) => -month,
				({ hours }) => -hours,
			),
		);
	return (['T1', 'T2', 'T3'] as const).map((key) => {
		const own = activities.filter(({ criterion }) => criterion === key);
		const earnings = own.filter(({ fault }) => fault === null).map((activity) => earningOf(activity, model));
		const lines = [
			...cappedLines(earnings, caps[key]),
			...own.flatMap(({ id, fault }) => (fault === null ? [] : [uncounted(id, fault)])),
		];
		return { key, points: linePoints(lines), cap: caps[key], claims: lines };
	});
}

/** An activity of no known type is shown with the courses, without points. */
function readActivity(claim: AcceptedClaim, model: WeightingModel, ratingMonth: number): Activity {
	const { courses, conferences, instruction } = model.training;
	const rules = { T1: courses, T2: conferences, T3: instruction };
	const type = claimText(claim, 'type');
	const criterion = (['T1', 'T2', 'T3'] as const).find((key) => rules[key].types.includes(type));
	const month = monthOf(claimField(claim, 'to'));
	const hours = wholeHours(claimField(claim, 'hours'));
	const activity = { id: claim.id, criterion: criterion ?? ('T1' as const), month: month ?? -1, hours };
	const theme = claimText(claim, 'theme');
	const themes = rules[activity.criterion].themes;
	if (criterion === undefined || month === null || (themes !== null && theme === '')) {
		return { ...activity, fault: 'incomplete' };
	}
	if (themes !== null && !themes.includes(theme)) return { ...activity, fault: 'other_theme' };
	if (month > ratingMonth) return { ...activity, fault: 'future' };
	if (month <= ratingMonth - model.training.windowMonths) return { ...activity, fault: 'outside_window' };
	return { ...activity, fault: criterion === 'T1' && hours === 0 ? 'incomplete' : null };
}

/** Whole hours of a course, 0 when they are missing, negative or no number. */
function wholeHours(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.trunc(value) : 0;
}

function earningOf({ id, criterion, hours }: Activity, model: WeightingModel): Earning {
	const { courses, conferences, instruction } = model.training;
	if (criterion === 'T2') return { claimId: id, points: conferences.pointsEach, reason: 'counted' };
	if (criterion === 'T3') return { claimId: id, points: instruction.pointsEach, reason: 'counted' };
	const amount = Math.min(hours, courses.maxHoursPerCourse);
	const reason = amount < hours ? 'hours_cap' : 'counted';
	return { claimId: id, points: amount * courses.pointsPerHour, amount, reason };
}
