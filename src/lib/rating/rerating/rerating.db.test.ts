import { eq, like } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { bankEntry } from '#lib/bank/tables.server.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { seedMass } from '../../../demo/seed-mass.server.ts';
import { aPrincipal } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { findOwnRerating, getOwnRating, getOwnRatingById } from '../get-own-rating.server.ts';
import { NOBODY, ratedAfter, type RatedPerson } from '../rated-people.server.ts';
import { readTrial } from '../trial/read-trial.server.ts';
import { rating, rerating } from '../tables.server.ts';
import { tryModel } from '../trial/try-model.server.ts';
import { readRerating, readReratingDecision } from './read-reratings.server.ts';
import { aModelInForce, LESS_FOR_FINANCE } from '../../../../tests/support/rerating-factory.ts';
import { reratedIn } from './rerating.ts';
import { runRerating } from './run-rerating.server.ts';
import { resumeRerating, startRerating } from './start-rerating.server.ts';

useTestDatabase();

const admin: Principal = { ...aPrincipal('admin'), name: 'Rosalía Encinar' };
const reason = 'Acta 3 del grupo de expertos.';
const decide = (model: string, more = {}, by = admin) =>
	startRerating(by, { model, reason, confirmed: 'true', ...more });
const held = () =>
	ratedAfter(db(), NOBODY, 1000, { as: 'now', proofs: true, timeZone: 'America/Mexico_City' });
const ratingsOf = (id: string) => db().select().from(rating).where(eq(rating.reratingId, id));
const news = () => db().select().from(mailMessage).where(like(mailMessage.cause, 'rated-again:%'));

/** Somebody of the seed, as they sign in. */
async function personOf({ profileId }: RatedPerson): Promise<Principal & { profileId: string }> {
	const [found] = await db().select().from(account).where(eq(account.profileId, profileId));
	return { ...aPrincipal('servant'), accountId: found!.id, profileId };
}

let before: RatedPerson[];
let version: string;
beforeAll(async () => {
	await seedMass({ profiles: 40, seed: 'prueba' }, () => undefined);
	before = await held();
	version = await aModelInForce(admin, LESS_FOR_FINANCE);
	await tryModel(admin, version);
	await drainJobs({ slow: true });
});

describe('a rerating', () => {
	it('is decided with the model in force only, with a reason, by whoever confirms it', async () => {
		await expect(decide('shm-v1')).rejects.toMatchObject({ reason: { code: 'not_in_force' } });
		const given = { model: version, reason: '' };
		await expect(startRerating(admin, given)).rejects.toMatchObject({
			reason: { problems: [{ path: 'reason' }, { path: 'confirmed' }] },
		});
		expect(await db().select().from(rerating)).toEqual([]);
	});

	it('gives everybody what the trial said, once, of the same day and claims, with name and reason', async () => {
		const { trial } = await readTrial(admin, version);
		const id = newId();
		expect(await readReratingDecision(admin)).toMatchObject({ concerned: before.length });
		expect(await decide(version, { id })).toBe(id);
		expect(await decide(version, { id })).toBe(id);
		await expect(decide(version)).rejects.toMatchObject({ reason: { code: 'running' } });
		await Promise.all([runRerating(id, { size: 7 }), runRerating(id, { size: 3 })]);
		await runRerating(id);
		const { falls, rises, gainsStar, losesStar, people } = trial!.result!.all;
		const run = await readRerating(admin, id);
		expect(falls).toBeGreaterThan(5);
		expect(run).toMatchObject({ done: people, total: people, model: version, reason, endedBy: null });
		expect(run.tally).toMatchObject({ rises, falls, gainsStar, losesStar, passed: 0, own: 0 });
		expect(reratedIn(run.tally)).toBe(people);
		expect(await readReratingDecision(admin)).toMatchObject({ rated: people, concerned: 0 });
		const written = await ratingsOf(id);
		expect(written).toHaveLength(people);
		expect(written.every(({ issuedByName }) => issuedByName === 'Rosalía Encinar')).toBe(true);
		const after = await held();
		expect(after.map(({ model }) => model)).toEqual(before.map(() => version));
		expect(after.map(({ scoredOn, claims }) => [scoredOn, claims])).toEqual(
			before.map(({ scoredOn, claims }) => [scoredOn, claims]),
		);
	});

	it('leaves one entry a batch, and one at each end', async () => {
		const entries = await db().select().from(auditEntry).where(like(auditEntry.action, 'rating.%rerat%'));
		const batches = entries.filter(({ action }) => action === 'rating.rerate-batch');
		const written = batches.map(({ details }) => Number(details.people));
		expect(written.reduce((sum, people) => sum + people)).toBe(before.length);
		expect(batches.every(({ actorId }) => actorId === admin.accountId)).toBe(true);
		expect(entries.length - batches.length).toBe(2);
	});

	it('shows the new stars in the bank', async () => {
		const stars = new Map((await held()).map((each) => [each.profileId, each.stars]));
		const entries = await db().select().from(bankEntry);
		expect(entries.length).toBeGreaterThan(5);
		for (const entry of entries) {
			expect(entry.stars).toBe(stars.get(entry.profileId));
			expect(entry.item.stars).toBe(entry.stars);
		}
	});

	it('is told to each whose rating changed, once', async () => {
		await drainJobs({ slow: true });
		const [run] = await db().select().from(rerating);
		const { rises, falls } = run!.tally;
		const told = await news();
		expect(told).toHaveLength(rises + falls);
		await resumeRerating(admin, run!.id);
		await drainJobs({ slow: true });
		expect(await news()).toHaveLength(told.length);
	});

	it('tells the person why, by whom and what it was before, which stays readable under its model', async () => {
		const [former] = before.filter(({ points }) => points > 0);
		const person = await personOf(former!);
		const now = await getOwnRating(person);
		expect(now).toMatchObject({
			state: 'current',
			model: version,
			rerating: { reason, decidedBy: 'Rosalía Encinar', scoredOn: former!.scoredOn },
		});
		const told = await findOwnRerating(person);
		expect(told?.before).toEqual({ stars: former!.stars, points: former!.points });
		expect(await getOwnRatingById(person, former!.ratingId)).toMatchObject({
			...{ state: 'superseded', model: 'shm-v1', points: former!.points, rerating: null },
		});
	});

	it('passes over whoever has a rating by the model, and changes nobody a second time', async () => {
		const id = await decide(version);
		await drainJobs({ slow: true });
		const run = await readRerating(admin, id);
		expect(run).toMatchObject({ tally: { passed: before.length, rises: 0, falls: 0, unchanged: 0 } });
		expect(await ratingsOf(id)).toEqual([]);
	});
});

describe('the rerating of whoever decides', () => {
	it('is left to another administrator', async () => {
		const other = await aModelInForce(admin, { 'experience.responsibility.levels.HEAD.points': '8.50' });
		const [self] = before;
		const rated = await personOf(self!);
		const both: Principal = { ...rated, roles: ['servant', 'admin'], name: 'Silvia Robledo' };
		await decide(other, {}, both);
		await drainJobs({ slow: true });
		expect(await getOwnRating(rated)).toMatchObject({ model: version });
		const rest = await decide(other);
		await drainJobs({ slow: true });
		expect(await ratingsOf(rest)).toMatchObject([{ profileId: rated.profileId, issuedByName: admin.name }]);
	});
});

describe('a rerating during which another model comes into force', () => {
	it('ends where it is; the next one rates everybody by the other and tells only those whom it changes', async () => {
		const first = await aModelInForce(admin, { 'experience.responsibility.levels.HEAD.points': '8.60' });
		const id = await decide(first);
		let batches = 0;
		const stop = new Error('stop');
		const interrupted = runRerating(id, {
			size: 5,
			onProgress: () => {
				if (++batches === 2) throw stop;
			},
		});
		await expect(interrupted).rejects.toBe(stop);
		const second = await aModelInForce(admin, { 'experience.responsibility.levels.HEAD.points': '8.70' });
		await runRerating(id, { size: 5 });
		expect(await readRerating(admin, id)).toMatchObject({ done: 10, endedBy: second });
		const next = await decide(second);
		await drainJobs({ slow: true });
		const ratings = new Set((await ratingsOf(next)).map((each) => each.id));
		expect(ratings.size).toBe(before.length);
		const { rises, falls, unchanged } = (await readRerating(admin, next)).tally;
		expect(unchanged).toBeGreaterThan(falls + rises);
		const told = (await news()).filter(({ facts }) => ratings.has(facts.ratingId!));
		expect(told).toHaveLength(rises + falls);
	});
});
