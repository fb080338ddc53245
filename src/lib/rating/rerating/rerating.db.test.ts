import { asc, eq, isNotNull, sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { bankEntry } from '#lib/bank/tables.server.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { seedMass } from '../../../demo/seed-mass.server.ts';
import { aPrincipal } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { NOBODY, ratedAfter } from '../rated-people.server.ts';
import { rating, rerating } from '../tables.server.ts';
import { aModelInForce, LESS_FOR_FINANCE } from './rerating.factory.ts';
import { reratedIn } from './rerating.ts';
import { readRerating } from './read-reratings.server.ts';
import { runRerating } from './run-rerating.server.ts';
import { resumeRerating, startRerating } from './start-rerating.server.ts';
import { tryModel } from '../try-model.server.ts';
import { readTrial } from '../read-trial.server.ts';

useTestDatabase();

const admin: Principal = { ...aPrincipal('admin'), name: 'Rosalía Encinar' };
const REASON = 'Acta 3 del grupo de expertos.';
const decide = (model: string, more = {}) =>
	startRerating(admin, { model, reason: REASON, confirmed: 'true', ...more });
const held = () =>
	ratedAfter(db(), NOBODY, 1000, { as: 'now', proofs: true, timeZone: 'America/Mexico_City' });
let before: Awaited<ReturnType<typeof held>>;
let version: string;

beforeAll(async () => {
	await seedMass({ profiles: 40, seed: 'prueba' }, () => undefined);
	before = await held();
	version = await aModelInForce(admin, LESS_FOR_FINANCE);
});

describe('a rerating', () => {
	it('is decided only with the model in force', async () => {
		await expect(decide('shm-v1')).rejects.toMatchObject({ reason: { code: 'not_in_force' } });
		await expect(decide(version, { confirmed: undefined })).rejects.toMatchObject({
			reason: { kind: 'invalid' },
		});
	});

	it('gives everybody what the trial said, by the same day and claims, with name and reason', async () => {
		await tryModel(admin, version);
		await drainJobs({ slow: true });
		const { trial } = await readTrial(admin, version);
		const id = newId();
		expect(await decide(version, { id })).toBe(id);
		expect(await decide(version, { id })).toBe(id);
		await expect(decide(version)).rejects.toMatchObject({ reason: { code: 'running' } });
		await runRerating(id, { size: 7 });
		const run = await readRerating(admin, id);
		const { falls, rises, gainsStar, losesStar, people } = trial!.result!.all;
		expect(falls).toBeGreaterThan(5);
		expect(run).toMatchObject({
			...{ done: people, total: people, model: version, decidedBy: 'Rosalía Encinar', reason: REASON },
			tally: { rises, falls, gainsStar, losesStar, passed: 0, own: 0 },
			endedBy: null,
		});
		expect(reratedIn(run.tally)).toBe(people);
		const after = await held();
		expect(after.every((each) => each.model === version)).toBe(true);
		expect(after.map(({ scoredOn }) => scoredOn)).toEqual(before.map(({ scoredOn }) => scoredOn));
		const written = await db().select().from(rating).where(eq(rating.reratingId, id));
		expect(written).toHaveLength(people);
		expect(new Set(written.map(({ issuedById }) => issuedById))).toEqual(new Set([admin.accountId]));
	});
});
