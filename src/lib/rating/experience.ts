import { claimField, claimText, compareBy } from '#lib/rating/accepted-claim.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { linePoints, uncounted } from '#lib/rating/breakdown.ts';
import type { ClaimLine, ClaimReason, CriterionScore } from '#lib/rating/breakdown.ts';
import { criterionCaps } from '#lib/rating/model/model.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { addedMonths, coveredMonths, joinSpans, monthOf } from '#lib/rating/months.ts';
import type { MonthSpan } from '#lib/rating/months.ts';

/** A post whose months can count, clipped at the rating month; `rank` is the place of its level, -1 without one. */
export interface Post extends MonthSpan {
	id: string;
	area: string;
	finance: boolean;
	rank: number;
}

/** Posts sorted by their first month, and the claims that cannot count with the reason. */
export interface Posts {
	usable: Post[];
	unusable: { id: string; finance: boolean; reason: ClaimReason }[];
}

/** Reads the experience claims; `to` null is a post still held. */
export function readPosts(
	claims: readonly AcceptedClaim[],
	model: WeightingModel,
	ratingMonth: number,
): Posts {
	const posts: Posts = { usable: [], unusable: [] };
	for (const claim of claims) {
		if (claim.kind !== 'experience') continue;
		const area = claimText(claim, 'area');
		const finance = !model.experience.otherAreas.includes(area);
		const [first, to] = [monthOf(claimField(claim, 'from')), claimField(claim, 'to')];
		const last = to === null ? Math.max(first ?? 0, ratingMonth) : monthOf(to);
		const { id } = claim;
		if (area === '' || first === null || last === null || last < first) {
			posts.unusable.push({ id, finance, reason: 'incomplete' });
		} else if (first > ratingMonth) {
			posts.unusable.push({ id, finance, reason: 'future' });
		} else {
			const rank = levelRank(model, claimText(claim, 'level'));
			posts.usable.push({ id, area, finance, rank, first, last: Math.min(last, ratingMonth) });
		}
	}
	posts.usable.sort(
		compareBy<Post>(
			({ first }) => first,
			({ last }) => last,
		),
	);
	return posts;
}

function levelRank(model: WeightingModel, level: string): number {
	return model.experience.responsibility.levels.findIndex((row) => row.level === level);
}

/** Criteria E1 (finance months), E2 (general months) and E3 (responsibility) of weighting.md. */
export function scoreExperience(posts: Posts, model: WeightingModel): CriterionScore[] {
	const caps = criterionCaps(model);
	const { finance, general } = countMonths(posts.usable, model);
	const e1 = [
		...finance.map((months) => monthLine(months, model.experience.finance.pointsPerMonth)),
		...posts.usable.filter((post) => !post.finance).map(({ id }) => uncounted(id, 'not_finance')),
		...posts.unusable.map((post) => uncounted(post.id, post.finance ? post.reason : 'not_finance')),
	];
	const e2 = [
		...general.map((months) => monthLine(months, model.experience.general.pointsPerMonth)),
		...posts.unusable.filter((post) => !post.finance).map(({ id, reason }) => uncounted(id, reason)),
	];
	return [
		{ key: 'E1', points: linePoints(e1), cap: caps.E1, claims: e1 },
		{ key: 'E2', points: linePoints(e2), cap: caps.E2, claims: e2 },
		{ key: 'E3', cap: caps.E3, ...scoreResponsibility(posts.usable, model) },
	];
}

/** Months of a post that are its own (`fresh`), that counted, and that it lasted in all. */
interface PostMonths {
	id: string;
	lasted: number;
	fresh: number;
	counted: number;
}

/** Finance months up to their limit; what they leave over is general, with the months of other work. */
function countMonths(usable: readonly Post[], model: WeightingModel) {
	const financePosts = usable.filter((post) => post.finance);
	const otherPosts = usable.filter((post) => !post.finance);
	const finance = withinLimit(ownMonths(financePosts, []), model.experience.finance.maxMonths);
	const left = finance
		.map((months) => ({
			...months,
			fresh: months.fresh - months.counted,
			lasted: months.fresh - months.counted,
		}))
		.filter(({ fresh }) => fresh > 0);
	const other = ownMonths(otherPosts, joinSpans(financePosts));
	return { finance, general: withinLimit([...left, ...other], model.experience.general.maxMonths) };
}

function ownMonths(posts: readonly Post[], taken: readonly MonthSpan[]): Omit<PostMonths, 'counted'>[] {
	const fresh = addedMonths(posts, taken);
	return posts.map(({ id, first, last }, i) => ({ id, lasted: last - first + 1, fresh: fresh[i]! }));
}

function withinLimit(list: readonly Omit<PostMonths, 'counted'>[], maxMonths: number): PostMonths[] {
	let left = maxMonths;
	return list.map((months) => {
		const counted = Math.min(months.fresh, left);
		left -= counted;
		return { ...months, counted };
	});
}

function monthLine({ id, lasted, fresh, counted }: PostMonths, pointsPerMonth: number): ClaimLine {
	const reason = counted < fresh ? 'over_cap' : fresh < lasted ? 'overlap' : 'counted';
	if (counted === 0) return uncounted(id, reason);
	return { claimId: id, counted: true, points: counted * pointsPerMonth, amount: counted, reason };
}

/** The highest level that, with those above it, was held in finance posts for the months asked. */
function scoreResponsibility(usable: readonly Post[], model: WeightingModel) {
	const { levels, minMonths } = model.experience.responsibility;
	const posts = usable.filter((post) => post.finance);
	const held = (rank: number) => coveredMonths(posts.filter((post) => post.rank >= rank));
	const reached = levels.findLastIndex((_, rank) => held(rank) >= minMonths);
	const claims = posts.map(({ id, rank }): ClaimLine => {
		if (rank < 0) return uncounted(id, 'no_level');
		if (reached < 0) return uncounted(id, 'too_short');
		if (rank < reached) return uncounted(id, 'lower_level');
		return { claimId: id, counted: true, reason: rank > reached ? 'too_short' : 'counted' };
	});
	return { points: levels[reached]?.points ?? 0, claims };
}
