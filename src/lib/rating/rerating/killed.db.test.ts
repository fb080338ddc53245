import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { bankEntry } from '#lib/bank/tables.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { seedMass } from '../../../demo/seed-mass.server.ts';
import { aStaffMember } from '../../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { competencyFacts } from '../competency-facts.server.ts';
import { NOBODY, ratedAfter } from '../rated-people.server.ts';
import { scoreProfile } from '../score.ts';
import { rating, rerating } from '../tables.server.ts';
import { getModel } from '../model/weighting-models.server.ts';
import { aModelInForce, LESS_FOR_FINANCE } from '../../../../tests/support/rerating-factory.ts';

/** It starts whole processes, and a busy machine takes its time for that. */
vi.setConfig({ testTimeout: 60_000 });

useTestDatabase();

const held = () =>
	ratedAfter(db(), NOBODY, 1000, { as: 'now', proofs: true, timeZone: 'America/Mexico_City' });
const BATCH = 4;

/** The command, in batches of {@link BATCH}, on the database of this file. */
async function rerate(admin: Principal, model: string) {
	const [found] = await db().select().from(account).where(eq(account.id, admin.accountId));
	const line = [
		'rerate',
		'--by',
		found!.email!,
		'--model',
		model,
		'--reason',
		'Acta 3.',
		'--batch',
		String(BATCH),
	];
	return spawn(process.execPath, ['cli/shm.ts', ...line, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Waits until another session, which writes to the bank, waits for a row that somebody else holds. */
async function someoneWaits(): Promise<void> {
	for (;;) {
		const { rows } = await db().execute(sql`
			select from pg_locks waiting join pg_locks writing on writing.pid = waiting.pid
			where not waiting.granted and writing.relation = 'bank_entry'::regclass
				and writing.database = (select oid from pg_database where datname = current_database())`);
		if (rows.length > 0) return;
		await pause(20);
	}
}

it('a rerating killed in the middle of a batch goes on as if nothing had happened', async () => {
	await seedMass({ profiles: 40, seed: 'muerte' }, () => undefined);
	const admin = await aStaffMember('admin');
	const before = await held();
	const version = await aModelInForce(admin, LESS_FOR_FINANCE);
	const model = await getModel(db(), version);
	const expected = before.map(({ profileId, claims, identityAttested, scoredOn }) => {
		const input = { claims, identityAttested, competencies: competencyFacts() };
		const { stars, points } = scoreProfile(input, model, scoredOn);
		return { profileId, stars, points };
	});
	const entries = await db().select({ id: bankEntry.profileId, stars: bankEntry.stars }).from(bankEntry);
	const stars = new Map(entries.map((entry) => [entry.id, entry.stars]));
	const changes = expected.map(
		({ profileId, ...each }) => stars.has(profileId) && stars.get(profileId) !== each.stars,
	);
	const place = changes.findIndex((changed, index) => changed && index >= 2 * BATCH);

	await inTransaction(async (tx) => {
		await tx.execute(sql`select from bank_entry where profile_id = ${expected[place]!.profileId} for update`);
		const child = await rerate(admin, version);
		await someoneWaits();
		const ended = once(child, 'close');
		child.kill('SIGKILL');
		expect(await ended).toEqual([null, 'SIGKILL']);
	});

	const [cut] = await db().select().from(rerating);
	const wholeBatches = Math.floor(place / BATCH) * BATCH;
	expect(cut).toMatchObject({ done: wholeBatches, finishedAt: null });
	expect(await db().select().from(rating).where(eq(rating.reratingId, cut!.id))).toHaveLength(wholeBatches);

	const child = await rerate(admin, version);
	const said = await text(child.stdout);
	expect(JSON.parse(said.trim().split('\n').at(-1)!)).toMatchObject({ id: cut!.id, done: before.length });
	expect((await held()).map(({ profileId, stars, points }) => ({ profileId, stars, points }))).toEqual(
		expected,
	);
	expect(await db().select().from(rating).where(eq(rating.modelVersion, version))).toHaveLength(
		before.length,
	);
});
