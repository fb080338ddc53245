import { describe, expect, it } from 'vitest';
import { A_DEGREE, A_POST, aRatedServant } from '../../../../tests/support/cases.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { getOwnRating } from '../get-own-rating.server.ts';
import { imagineOwnRating } from './imagine-own-rating.server.ts';

useTestDatabase();

describe('what would happen', () => {
	it('starts from what the dictamen says and changes nothing', async () => {
		const { servant } = await aRatedServant([A_DEGREE, A_POST]);
		const before = await getOwnRating(servant);
		const imagined = await imagineOwnRating(servant, { finance: '1', course: '2', hours: '20', year: 'x' });
		expect(imagined?.now).toEqual({ points: before.points, stars: before.stars });
		expect(imagined?.outcome?.steps).toEqual([
			{ key: 'finance' },
			{ key: 'course', hours: 20 },
			{ key: 'course', hours: 20 },
		]);
		expect(imagined?.outcome?.gained).toBe(1200 + 200);
		expect(imagined?.next.ways.length).toBeGreaterThan(0);
		expect(await getOwnRating(servant)).toEqual(before);
	});

	it('takes a step no oftener than it can be taken', async () => {
		const { servant } = await aRatedServant();
		const imagined = await imagineOwnRating(servant, { degree: '9', year: '1' });
		expect(imagined?.outcome?.steps).toEqual([{ key: 'degree', level: 'ESPECIALIDAD' }]);
	});

	it('asks nothing when no step is chosen', async () => {
		const { servant } = await aRatedServant();
		expect((await imagineOwnRating(servant, { finance: '0' }))?.outcome).toBeNull();
	});
});
