import { describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { expectDoor } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { readOwnWorkload } from './read-own-workload.server.ts';
import { readPace, readWorkload } from './read-workload.server.ts';

useTestDatabase();

describe('the workload', () => {
	it('may be seen by administrators', () => expectDoor('review.workload', ['admin'], readWorkload));
});

describe('one’s own work', () => {
	it('may be seen by whoever reviews', () =>
		expectDoor('review.own-workload', ['reviewer', 'admin'], readOwnWorkload));
});

describe('the measured pace', () => {
	it('may be asked by administrators', () =>
		expectDoor('review.workload', ['admin'], async (who) => readPace(who)));

	it('may be asked at the console of the server', async () => {
		expect(await readPace(OPERATOR)).toMatchObject({ cases: 0 });
	});
});
