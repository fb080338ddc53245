import { describe, expect, it } from 'vitest';
import { WeightingModel } from '#lib/rating/model/model.ts';
import { SHM_V1 } from '#lib/rating/rating.factory.ts';

/** Paths at which a change of model v1 is refused. */
function faultsOf(change: (model: WeightingModel) => void): string[] {
	const model = structuredClone(SHM_V1);
	change(model);
	const parsed = WeightingModel.safeParse(model);
	return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

describe('a weighting model', () => {
	it('may be approved with its date, and only then', () => {
		expect(SHM_V1).toMatchObject({ version: 'shm-v1', status: 'proposed', approvedOn: null });
		expect(faultsOf((model) => (model.approvedOn = '2026-07-01'))).toEqual(['approvedOn']);
		expect(faultsOf((model) => (model.status = 'approved'))).toEqual(['approvedOn']);
		expect(
			faultsOf((model) => Object.assign(model, { status: 'approved', approvedOn: '2026-07-01' })),
		).toEqual([]);
	});

	it.each<[string, string[], (model: WeightingModel) => void]>([
		['caps that do not add up to the total', [''], (m) => (m.training.cap = 900)],
		['a criterion above its element', ['training.cap'], (m) => (m.training.courses.cap = 1100)],
		['an element that nobody can fill', ['training.cap'], (m) => (m.training.courses.cap = 500)],
		[
			'a finance month below a general one',
			['experience.finance.pointsPerMonth'],
			(m) => (m.experience = { ...m.experience, finance: { pointsPerMonth: 9, maxMonths: 267 } }),
		],
		[
			'posts that lose points going up',
			['experience.responsibility.levels.1.points'],
			(m) => (m.experience.responsibility.levels[1]!.points = 150),
		],
		[
			'studies that lose points going up',
			['academic.levels.1.points'],
			(m) => (m.academic.levels[1]!.points = 100),
		],
		[
			'fields that lose points going up',
			['academic.levels.1.relatedPoints'],
			(m) => (m.academic.levels[0]!.relatedPoints = 150),
		],
		['a level twice', ['academic.levels'], (m) => (m.academic.levels[1]!.level = 'PRIMARIA')],
		[
			'a level of several degrees that is not listed',
			['academic.severalDegrees.fromLevel'],
			(m) => (m.academic.severalDegrees.fromLevel = 'MASTER'),
		],
		['bands that do not start at zero', ['stars.0.from'], (m) => (m.stars[0]!.from = 1)],
		['bands that fall in points', ['stars.5.from'], (m) => (m.stars[5]!.from = 10)],
		['bands that fall in stars', ['stars.5.stars'], (m) => (m.stars[5]!.stars = 10)],
		['more than five stars', ['stars.40.stars'], (m) => (m.stars[40]!.stars = 51)],
		['half a hundredth', ['academic.levels.0.points'], (m) => (m.academic.levels[0]!.points = 0.5)],
		['negative points', ['certification.finance.first'], (m) => (m.certification.finance.first = -1)],
		['a window of no months', ['training.windowMonths'], (m) => (m.training.windowMonths = 0)],
	])('refuses %s', (_, paths, change) => {
		expect(faultsOf(change)).toEqual(paths);
	});

	it('refuses a number that the engine does not know', () => {
		expect(WeightingModel.safeParse({ ...SHM_V1, bonus: 100 }).success).toBe(false);
	});
});
