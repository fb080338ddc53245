import { eq, like } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { mailMessage } from '#lib/outreach/tables.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { seedMass } from '../../../demo/seed-mass.server.ts';
import { aPrincipal } from '../../../../tests/support/access.ts';
import { asOwner } from '../../../../tests/support/database.setup.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { getOwnRating } from '../get-own-rating.server.ts';
import { NOBODY, ratedAfter } from '../rated-people.server.ts';
import { readRerating } from '../rerating/read-reratings.server.ts';
import { announcedLowering, loweringCheck, rating } from '../tables.server.ts';
import { getOwnLowering } from './get-own-lowering.server.ts';
import { NOTICE_DAYS } from './lowering.ts';
import { readLowerings } from './read-lowerings.server.ts';
import { startLowering } from './start-lowering.server.ts';

const place = useTestDatabase();

const admin: Principal = { ...aPrincipal('admin'), name: 'Rosalía Encinar' };
const DECISION = { reason: 'Oficio 12 de la dirección.', confirmed: 'true' };
const TOLD_ON = '2029-01-10';
const EFFECT_ON = addDays(TOLD_ON, NOTICE_DAYS);
const NEXT_YEAR = '2030-01-10';

const held = () =>
	ratedAfter(db(), NOBODY, 1000, { as: 'now', proofs: false, timeZone: 'America/Mexico_City' });
const announcements = () => db().select().from(announcedLowering).orderBy(announcedLowering.profileId);
const mails = (template: string) =>
	db()
		.select()
		.from(mailMessage)
		.where(like(mailMessage.cause, `${template}:%`));
type Announced = Awaited<ReturnType<typeof announcements>>[number];

/** Noon of a day in the institution's zone. */
function on(day: string): void {
	setClock(() => new Date(`${day}T18:00:00Z`));
}

async function checkOn(day: string): Promise<void> {
	on(day);
	await runPeriodic('check-lowerings');
	await drainJobs({ slow: true });
}

async function personOf(profileId: string): Promise<Principal & { profileId: string }> {
	const [found] = await db().select().from(account).where(eq(account.profileId, profileId));
	return { ...aPrincipal('servant'), accountId: found!.id, profileId };
}

/** Another dictamen takes the place of the one that was announced about. */
async function updated({ ratingId }: Announced): Promise<void> {
	const [row] = await db().select().from(rating).where(eq(rating.id, ratingId));
	await db()
		.insert(rating)
		.values({ ...row!, id: newId(), submissionId: newId(), issuedAt: now() });
}

let before: Awaited<ReturnType<typeof held>>;
let told: Announced[];
beforeAll(async () => {
	await seedMass({ profiles: 40, seed: 'prueba' }, () => undefined);
	before = await held();
	await checkOn(TOLD_ON);
	told = await announcements();
});

describe('an announcement', () => {
	it('goes to those whom the next 60 days would lower, and changes nothing', async () => {
		expect(told.length).toBeGreaterThan(3);
		expect(told.length).toBeLessThan(before.length);
		for (const { profileId, ratingId, points, announcedOn, takesEffectOn, lapses } of told) {
			const has = before.find((each) => each.profileId === profileId)!;
			expect(ratingId).toBe(has.ratingId);
			expect(points).toBeLessThan(has.points);
			expect([announcedOn, takesEffectOn]).toEqual([TOLD_ON, EFFECT_ON]);
			expect(lapses.length).toBeGreaterThan(0);
			expect(lapses.every(({ countsUntil }) => countsUntil < EFFECT_ON)).toBe(true);
		}
		expect(await held()).toEqual(before);
	});

	it('is told once about a rating, however often everybody is walked through', async () => {
		expect(await mails('lowering-announced')).toHaveLength(told.length);
		await checkOn(addDays(TOLD_ON, 3));
		expect(await db().select().from(loweringCheck)).toMatchObject([
			{ checkedOn: TOLD_ON, done: before.length, announced: told.length },
		]);
		await checkOn(addDays(TOLD_ON, 7));
		expect(await db().select().from(loweringCheck)).toHaveLength(2);
		const again = await announcements();
		expect(again.filter(({ announcedOn }) => announcedOn === TOLD_ON)).toEqual(told);
		expect(await mails('lowering-announced')).toHaveLength(again.length);
	});

	it('is read by the person: what lapses, when, and what would be left', async () => {
		const [first] = told;
		const own = await getOwnLowering(await personOf(first!.profileId));
		const has = before.find(({ ratingId }) => ratingId === first!.ratingId)!;
		expect(own).toMatchObject({
			...{ announcedOn: TOLD_ON, takesEffectOn: EFFECT_ON, due: false },
			before: { points: has.points, stars: has.stars },
			after: { points: first!.points, stars: first!.stars },
		});
		expect(own!.lapses).toHaveLength(first!.lapses.length);
		expect(own!.lapses.every(({ title }) => title !== '')).toBe(true);
	});

	it('is void once another dictamen takes the place of the one it is about', async () => {
		const [first] = told;
		await updated(first!);
		expect(await getOwnLowering(await personOf(first!.profileId))).toBeNull();
		const later = (await announcements()).length - told.length;
		expect(await readLowerings(admin)).toMatchObject({ due: 0, waiting: told.length - 1 + later });
	});
});

describe('the decision that announced lowerings take effect', () => {
	it('reaches nobody before the day', async () => {
		on(addDays(EFFECT_ON, -1));
		await expect(startLowering(admin, DECISION)).rejects.toMatchObject({ reason: { code: 'nothing_due' } });
		await expect(startLowering(admin, {})).rejects.toMatchObject({
			reason: { problems: [{ path: 'reason' }, { path: 'confirmed' }] },
		});
	});

	it('lowers exactly those whose day has come and whose announcement holds, with name and reason', async () => {
		on(EFFECT_ON);
		const [, ...due] = told;
		const was = await held();
		expect(await readLowerings(admin)).toMatchObject({ due: due.length });
		const id = newId();
		expect(await startLowering(admin, { ...DECISION, id })).toBe(id);
		expect(await startLowering(admin, { ...DECISION, id })).toBe(id);
		await drainJobs({ slow: true });
		const expected = due.map(({ profileId, points }) => ({ profileId, points })).sort(byProfile);
		const lowered = (await db().select().from(rating).where(eq(rating.reratingId, id))).sort(byProfile);
		expect(lowered).toMatchObject(expected);
		expect(lowered.every(({ issuedByName }) => issuedByName === admin.name)).toBe(true);
		const reached = new Set(due.map(({ profileId }) => profileId));
		const others = (rows: typeof was) => rows.filter(({ profileId }) => !reached.has(profileId));
		expect(others(await held())).toEqual(others(was));
		expect(await readRerating(admin, id)).toMatchObject({
			...{ kind: 'lowering', done: due.length, total: due.length, tally: { falls: due.length, passed: 0 } },
		});
	});

	it('is told to each once, as what it is, and leaves nothing to decide', async () => {
		const [, ...due] = told;
		expect(await mails('rating-lowered')).toHaveLength(due.length);
		expect(await mails('rated-again')).toHaveLength(0);
		expect(await readLowerings(admin)).toMatchObject({ due: 0 });
		const person = await personOf(due[0]!.profileId);
		expect(await getOwnLowering(person)).toBeNull();
		expect(await getOwnRating(person)).toMatchObject({
			model: 'shm-v1',
			rerating: { kind: 'lowering', reason: DECISION.reason, decidedBy: admin.name, scoredOn: EFFECT_ON },
		});
	});
});

describe('an announcement that a decision passes over', () => {
	it('ends, and the same rating may be announced about again, with another message', async () => {
		await checkOn(NEXT_YEAR);
		const known = await mails('lowering-announced');
		const passed = (await announcements()).find(({ announcedOn }) => announcedOn === NEXT_YEAR)!;
		const marks = (points: number) =>
			asOwner(place.url, [`update rating set points = ${points} where id = '${passed.ratingId}'`]);
		const [has] = await db().select().from(rating).where(eq(rating.id, passed.ratingId));
		await marks(0);
		on(passed.takesEffectOn);
		await startLowering(admin, { ...DECISION, id: newId() });
		await drainJobs({ slow: true });
		expect(await readLowerings(admin)).toMatchObject({ due: 0 });
		expect(await getOwnLowering(await personOf(passed.profileId))).toBeNull();
		await marks(has!.points);
		const day = addDays(passed.takesEffectOn, 7);
		await checkOn(day);
		const again = (await announcements()).find(({ ratingId }) => ratingId === passed.ratingId);
		expect(again).toMatchObject({
			announcedOn: day,
			takesEffectOn: addDays(day, NOTICE_DAYS),
			endedOn: null,
		});
		expect((await mails('lowering-announced')).length).toBeGreaterThan(known.length);
	});
});

function byProfile(a: { profileId: string }, b: { profileId: string }): number {
	return a.profileId < b.profileId ? -1 : 1;
}
