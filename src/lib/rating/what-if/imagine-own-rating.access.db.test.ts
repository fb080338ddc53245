import { expect, test } from 'vitest';
import { aRatedServant } from '../../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { imagineOwnRating } from './imagine-own-rating.server.ts';

useTestDatabase();
const refused = (kind: string) => ({ reason: { kind } });

test('only the owner imagines their rating', async () => {
	const { servant, reviewer } = await aRatedServant();
	await expect(imagineOwnRating(null, {})).rejects.toMatchObject(refused('unauthenticated'));
	for (const staff of [reviewer, await aStaffMember('admin')])
		await expect(imagineOwnRating(staff, {})).rejects.toMatchObject(refused('not_allowed'));
	const assisted = { ...servant, roles: ['admin' as const], assists: { name: 'Ana', until: new Date() } };
	await expect(imagineOwnRating(assisted, {})).rejects.toMatchObject(refused('not_allowed'));
	expect(await imagineOwnRating(await aServant(), {})).toBeNull();
	expect(await imagineOwnRating(servant, {})).toMatchObject({ issued: { points: 2200 } });
});
