import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { nextStarOf } from '#lib/rating/what-if/next-star.ts';
import { imagineOwnRating } from '#lib/rating/what-if/imagine-own-rating.server.ts';
import { A_DEGREE, A_POST, aRatedServant } from '../../../tests/support/cases.ts';
import { aCourseAnnounced, courseFields } from '../../../tests/support/course-factory.ts';
import { aStaffMember } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { announceCourse } from './announce-course.server.ts';
import { changeCourse, withdrawCourse } from './change-course.server.ts';
import { listComingCourses, listCourses, readCourse } from './read-courses.server.ts';
import { course } from './tables.server.ts';

useTestDatabase();

let admin: Principal;
let other: Principal;
beforeAll(async () => {
	admin = await aStaffMember('admin');
	other = await aStaffMember('admin');
});

const deedsOf = async (id: string) =>
	(await db().select().from(auditEntry).where(eq(auditEntry.subject, id)).orderBy(auditEntry.id)).map(
		({ action, actorId, details }) => ({ action, actorId, details }),
	);
const refused = (kind: string, code?: string) => ({ reason: code ? { kind, code } : { kind } });

const DENIED = { cause: { code: '42501' } };

describe('a course', () => {
	it('is announced once, however often its form is sent, and audited', async () => {
		const form = { id: newId(), ...courseFields() };
		expect(await announceCourse(admin, form)).toBe(form.id);
		expect(await announceCourse(admin, form)).toBe(form.id);
		await expect(announceCourse(other, form)).rejects.toMatchObject(refused('conflict', 'taken'));
		const found = await readCourse(admin, form.id);
		expect(found).toMatchObject({
			state: 'published',
			hours: 40,
			revision: 1,
			announcedById: admin.accountId,
		});
		const deeds = await deedsOf(form.id);
		expect(deeds).toHaveLength(1);
		expect(deeds[0]).toMatchObject({ action: 'course.announce', details: { hours: 40, theme: 'FINANCE' } });
	});

	it('is changed by whoever saw it as it is', async () => {
		const id = await aCourseAnnounced(admin);
		const change = { seen: '1', ...courseFields({ hours: '20', mode: 'distance', place: '' }) };
		await changeCourse(admin, id, change);
		await changeCourse(admin, id, change);
		expect(await readCourse(admin, id)).toMatchObject({ hours: 20, place: null, revision: 2 });
		await expect(changeCourse(other, id, { ...change, hours: '30' })).rejects.toMatchObject(
			refused('conflict', 'stale_course'),
		);
		await changeCourse(other, id, { ...change, seen: '2' });
		expect(await readCourse(admin, id)).toMatchObject({ revision: 2, savedById: admin.accountId });
		const deeds = await deedsOf(id);
		expect(deeds.map(({ action }) => action)).toEqual(['course.announce', 'course.change']);
	});

	it('is withdrawn for good, once', async () => {
		const id = await aCourseAnnounced(admin);
		await expect(withdrawCourse(admin, id, { seen: '4' })).rejects.toMatchObject(
			refused('conflict', 'stale_course'),
		);
		await withdrawCourse(admin, id, { seen: '1' });
		await withdrawCourse(admin, id, { seen: '1' });
		const change = { seen: '2', ...courseFields() };
		await expect(changeCourse(other, id, change)).rejects.toMatchObject(refused('conflict', 'withdrawn'));
		expect(await readCourse(admin, id)).toMatchObject({ state: 'withdrawn', revision: 2 });
		expect(await deedsOf(id)).toHaveLength(2);
		await expect(withdrawCourse(admin, newId(), { seen: '1' })).rejects.toMatchObject(refused('not_found'));
	});

	it('cannot be taken away, nor who announced it be changed, by the service itself', async () => {
		await aCourseAnnounced(admin);
		await expect(db().execute(sql`delete from ${course}`)).rejects.toMatchObject(DENIED);
		await expect(db().execute(sql`update ${course} set announced_by_name = 'X'`)).rejects.toMatchObject(
			DENIED,
		);
	});
});

describe('the lists', () => {
	it('have those of today and later by day, and page those that began, the latest first', async () => {
		const present = now();
		const days = Array.from({ length: 52 }, (_, i) => addDays(today(), i + 60));
		const ids: string[] = [];
		for (const beginsOn of days) ids.push(await aCourseAnnounced(admin, { beginsOn }));
		const first = await listComingCourses({});
		expect(first.courses).toHaveLength(50);
		const second = await listComingCourses({ after: first.next! });
		expect(second.next).toBeNull();
		const listed = [...first.courses, ...second.courses];
		expect(listed.map(({ beginsOn }) => beginsOn)).toEqual(listed.map(({ beginsOn }) => beginsOn).toSorted());
		expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));

		setClock(() => new Date(present.getTime() + (60 + 51) * 86_400_000));
		expect((await listComingCourses()).courses.map(({ id }) => id)).toEqual([ids[51]]);
		const past = await listCourses(admin, { past: true });
		expect(past.courses[0]!.id).toBe(ids[50]);
		const rest = await listCourses(admin, { past: true, after: past.next! });
		expect(past.courses.length + rest.courses.length).toBe((await db().$count(course)) - 1);
	});
});

it('comes first among the ways to a star of whoever it would add points to', async () => {
	const { servant } = await aRatedServant([A_DEGREE, A_POST]);
	const soon = { beginsOn: today(), hours: '60', type: 'DIPLOMA' };
	const id = await aCourseAnnounced(admin, soon);
	await aCourseAnnounced(admin, { ...soon, theme: 'OTHER' });
	const { courses } = await listComingCourses();
	const imagined = (await imagineOwnRating(servant, { own: [id, newId()] }, courses))!;
	expect(imagined.outcome).toMatchObject({ gained: 200, limits: [{ kind: 'hours' }] });
	expect(imagined.outcome!.steps).toMatchObject([{ key: 'course', own: { id, type: 'DIPLOMA' } }]);
	expect(imagined.own.map(({ step }) => step.own!.theme)).not.toContain('OTHER');
	expect(imagined.next.ways[0]!.steps.some(({ own }) => own)).toBe(true);
	expect((await imagineOwnRating(servant, {}))!.own).toEqual([]);

	const answer = nextStarOf(imagined);
	expect(answer).toMatchObject({ stars: imagined.now.stars, model: 'shm-v1', goal: imagined.next.goal });
	const { name, endsOn } = courses[0]!;
	const told = { id, name, type: 'DIPLOMA', theme: 'FINANCE', beginsOn: today(), endsOn };
	expect(answer.steps[0]).toEqual({ kind: 'course', hours: 60, course: told, times: 1, gains: 200 });
	expect(answer.ways[0]!.gains).toBe(imagined.next.ways[0]!.gained);
});
