import { z } from 'zod';
import { authorize, type Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { unknownCourse } from './change-course.server.ts';
import type { CourseDetails } from './course.ts';
import { findComing, findCourse, findPast, type CourseRow } from './store.server.ts';

const PAGE = 50;

const asked = z.object({
	/** whether those that began already are asked for */
	past: z.boolean().default(false),
	/** id of the last course of the page before */
	after: z.string().refine(isId).optional().catch(undefined),
});

/** A page of courses; `next` is what to ask for as `after`, null on the last page. */
export type CoursePage<Item> = { courses: Item[]; next: string | null };

/** A course as anybody may see it. */
export type PublicCourse = CourseDetails & { id: string };

/** The institution's courses that have been published and begin today or later, the nearest first; for anybody. */
export async function listComingCourses(input: unknown = {}): Promise<CoursePage<PublicCourse>> {
	const { after } = parse(asked, input);
	const part = { today: today(), after, limit: PAGE + 1 };
	const { courses, next } = pageOf(await findComing(db(), part, { publishedOnly: true }));
	return { courses: courses.map(asAnybodySees), next };
}

/** All courses for those who announce them: those that begin today or later by day, or those that began, the latest first. */
export async function listCourses(
	principal: Principal | null,
	input: unknown = {},
): Promise<CoursePage<CourseRow>> {
	authorize(principal, 'training.manage');
	const { past, after } = parse(asked, input);
	const part = { today: today(), after, limit: PAGE + 1 };
	return pageOf(await (past ? findPast(db(), part) : findComing(db(), part, { publishedOnly: false })));
}

/** One course, whatever its state. @throws Refusal not_found */
export async function readCourse(principal: Principal | null, id: string): Promise<CourseRow> {
	authorize(principal, 'training.manage');
	const found = isId(id) ? await findCourse(db(), id) : undefined;
	if (!found) throw unknownCourse();
	return found;
}

function asAnybodySees(row: CourseRow): PublicCourse {
	const { id, name, type, theme, institution, hours, beginsOn, endsOn, place, registration } = row;
	return { id, name, type, theme, institution, hours, beginsOn, endsOn, place, registration };
}

function pageOf(rows: CourseRow[]): CoursePage<CourseRow> {
	const courses = rows.slice(0, PAGE);
	return { courses, next: rows.length > PAGE ? courses.at(-1)!.id : null };
}
