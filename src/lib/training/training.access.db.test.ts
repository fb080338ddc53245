import { expect, it } from 'vitest';
import type { Principal, Role } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import { newId } from '#lib/platform/ids.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../tests/support/access.ts';
import { aCourseAnnounced } from '../../../tests/support/course-factory.ts';
import { aStaffMember } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { announceCourse } from './announce-course.server.ts';
import { changeCourse, withdrawCourse } from './change-course.server.ts';
import { listComingCourses, listCourses, readCourse } from './read-courses.server.ts';

useTestDatabase();

const NOBODYS = newId();
const MANAGING: [string, (who: Principal | null) => Promise<unknown>][] = [
	['lists', listCourses],
	['reads', (who) => readCourse(who, NOBODYS)],
	['announces', (who) => announceCourse(who, {})],
	['changes', (who) => changeCourse(who, NOBODYS, { seen: 1 })],
	['withdraws', (who) => withdrawCourse(who, NOBODYS, { seen: 1 })],
];

it.each(MANAGING)('only an administrator %s courses', async (_, run) => {
	await expectDoor('training.manage', ['admin'] satisfies Role[], run);
});

it.each(MANAGING)('no key and nobody who helps at the desk %s courses', async (_, run) => {
	const assists = { name: 'Itzel', until: new Date(now().getTime() + 60_000) };
	for (const changes of [{ scope: 'admin' as const, channel: 'api' as const }, { assists }])
		expect(await doorOf(run(aPrincipal('admin', changes)))).toBe(403);
});

it('shows anybody the courses that are published, and no withdrawn one', async () => {
	const admin = await aStaffMember('admin');
	const [kept, gone] = [await aCourseAnnounced(admin), await aCourseAnnounced(admin)];
	await withdrawCourse(admin, gone, { seen: 1 });
	expect((await listComingCourses()).courses.map(({ id }) => id)).toEqual([kept]);
	expect((await listCourses(admin)).courses).toHaveLength(2);
});
