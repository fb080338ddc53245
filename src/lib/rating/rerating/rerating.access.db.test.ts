import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { actFor } from '#lib/accounts/act-for.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { readLowerings } from '../lowering/read-lowerings.server.ts';
import { startLowering } from '../lowering/start-lowering.server.ts';
import { rerating } from '../tables.server.ts';
import { readRerating, readReratingDecision, readRunning } from './read-reratings.server.ts';
import { resumeRerating, startRerating } from './start-rerating.server.ts';

useTestDatabase();

const DOORS: [string, (who: Principal | null) => Promise<unknown>][] = [
	['decides', (who) => startRerating(who, {})],
	['resumes', (who) => resumeRerating(who, newId())],
	['reads before deciding', readReratingDecision],
	['reads', (who) => readRerating(who, newId())],
	['reads the one at work', readRunning],
	['lets announced lowerings take effect', (who) => startLowering(who, {})],
	['reads the announcements', readLowerings],
];

describe('who may have everybody rated again', () => {
	it.each(DOORS)('only an administrator %s', async (_, run) => {
		await expectDoor('rating.rerate', ['admin'], run);
	});

	it.each(DOORS)('no key and nobody who helps at the desk %s', async (_, run) => {
		const assists = { name: 'Itzel', until: new Date(now().getTime() + 60_000) };
		for (const changes of [{ scope: 'admin' as const, channel: 'api' as const }, { assists }])
			expect(await doorOf(run(aPrincipal('admin', changes)))).toBe(403);
	});

	it('leaves no trace of those who were turned away', async () => {
		expect(await db().select().from(rerating)).toEqual([]);
	});
});

it('only the console acts in the name of somebody', async () => {
	await expectDoor('account.act-for', [], (who) => actFor(who, 'nadie@instituto.example', 'rating.rerate'));
});
