import { claimText, compareBy } from '#lib/rating/accepted-claim.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { uncounted } from '#lib/rating/breakdown.ts';
import type { ClaimLine, ClaimReason, CriterionScore } from '#lib/rating/breakdown.ts';
import { criterionCaps } from '#lib/rating/model/model.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';

/** Studies with a level that the model knows; `rank` is its place, the highest last. */
interface Degree {
	id: string;
	rank: number;
	field: string;
	claim: AcceptedClaim;
}

/**
 * Criteria A1 (highest level), A2 (related field) and A3 (several degrees) of weighting.md.
 *
 * @param areas of the accepted posts, for the fields that are related only with experience in some area.
 */
export function scoreAcademic(
	claims: readonly AcceptedClaim[],
	areas: ReadonlySet<string>,
	model: WeightingModel,
): CriterionScore[] {
	const caps = criterionCaps(model);
	const education = claims.filter((claim) => claim.kind === 'education');
	const degrees = education
		.map((claim) => readDegree(claim, model))
		.sort(compareBy<Degree>(({ rank }) => -rank));
	const unknown = degrees.filter(({ rank }) => rank < 0).map(({ id }) => uncounted(id, 'incomplete'));
	const known = degrees.filter(({ rank }) => rank >= 0);
	const highest = scoreHighest(known, model);
	const related = scoreRelated(known, areas, model);
	return [
		{ key: 'A1', points: highest.points, cap: caps.A1, claims: [...highest.claims, ...unknown] },
		{ key: 'A2', points: related.points, cap: caps.A2, claims: [...related.claims, ...unknown] },
		{ key: 'A3', cap: caps.A3, ...scoreSeveral(known, model) },
	];
}

function readDegree(claim: AcceptedClaim, model: WeightingModel): Degree {
	const level = claimText(claim, 'level');
	return {
		id: claim.id,
		rank: model.academic.levels.findIndex((row) => row.level === level),
		field: claimText(claim, 'field'),
		claim,
	};
}

/** By what two documents are known to tell of the same degree. */
function marksOf({ id, claim }: Degree) {
	const licence = plainText(claimText(claim, 'licenceNumber'));
	const programme = `${claimText(claim, 'level')} ${plainText(claimText(claim, 'programme'))}`;
	return {
		id,
		programme,
		licence: licence === '' ? programme : `${plainText(claimText(claim, 'licenceIssuer'))} ${licence}`,
	};
}

/** Letters and digits alone, without accents or capitals, so that the same programme typed twice is the same. */
function plainText(text: string): string {
	return text
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}

function scoreHighest([best, ...rest]: readonly Degree[], model: WeightingModel) {
	if (best === undefined) return { points: 0, claims: [] };
	const points = model.academic.levels[best.rank]!.points;
	const claims: ClaimLine[] = [
		{ claimId: best.id, counted: true, points, reason: 'counted' },
		...rest.map(({ id, rank }) => uncounted(id, rank === best.rank ? 'same_level' : 'lower_level')),
	];
	return { points, claims };
}

/** The related degree of the highest level counts, even when an unrelated one is higher. */
function scoreRelated(known: readonly Degree[], areas: ReadonlySet<string>, model: WeightingModel) {
	const faults = known.map((degree) => relationFault(degree, areas, model));
	const best = known.find((_, i) => faults[i] === null);
	const points = best === undefined ? 0 : model.academic.levels[best.rank]!.relatedPoints;
	const claims = known.map((degree, i): ClaimLine => {
		const fault = faults[i] ?? null;
		if (fault !== null) return uncounted(degree.id, fault);
		if (degree === best) return { claimId: degree.id, counted: true, points, reason: 'counted' };
		return uncounted(degree.id, degree.rank === best?.rank ? 'same_level' : 'lower_level');
	});
	return { points, claims };
}

function relationFault(
	degree: Degree,
	areas: ReadonlySet<string>,
	model: WeightingModel,
): ClaimReason | null {
	if (degree.field === '') return 'incomplete';
	const related = model.academic.relatedFields.find(({ field }) => field === degree.field);
	if (related === undefined) return 'unrelated_field';
	if (model.academic.levels[degree.rank]!.relatedPoints === 0) return 'level_too_low';
	const asked = related.withExperienceIn;
	return asked.length === 0 || asked.some((area) => areas.has(area)) ? null : 'needs_experience';
}

/**
 * Degrees from the level asked on, each once.
 *
 * The same programme or the same licence is the same degree. Counting both ways and taking the lower number keeps a
 * repeated document from adding points and a further degree from removing them.
 */
function scoreSeveral(known: readonly Degree[], model: WeightingModel) {
	const { fromLevel, atLeast, points } = model.academic.severalDegrees;
	const from = model.academic.levels.findIndex(({ level }) => level === fromLevel);
	const reaching = known.filter(({ rank }) => rank >= from);
	if (reaching.length === 1) return { points: 0, claims: [uncounted(reaching[0]!.id, 'too_few_degrees')] };
	const degrees = reaching.map(marksOf);
	const firstOf = (key: 'programme' | 'licence') =>
		new Set(degrees.filter((degree, i) => degrees.findIndex((other) => other[key] === degree[key]) === i));
	const [programmes, licences] = [firstOf('programme'), firstOf('licence')];
	const reached = Math.min(programmes.size, licences.size) >= atLeast;
	const claims = degrees.map((degree): ClaimLine => {
		const repeated = !programmes.has(degree) || (!reached && !licences.has(degree));
		if (repeated) return uncounted(degree.id, 'repeated_degree');
		if (!reached) return uncounted(degree.id, 'too_few_degrees');
		return { claimId: degree.id, counted: true, reason: 'counted' };
	});
	return { points: reached ? points : 0, claims };
}
