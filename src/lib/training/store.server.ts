import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { course } from './tables.server.ts';

/** A course as stored. */
export type CourseRow = typeof course.$inferSelect;

/** A part of a list: `limit` rows after the course whose id is `after`, or the first ones. */
type Part = { today: PlainDate; after: string | undefined; limit: number };

/** A course by its id; undefined when there is none. */
export async function findCourse(reader: Reader, id: string): Promise<CourseRow | undefined> {
	const [row] = await reader.select().from(course).where(eq(course.id, id));
	return row;
}

/** Like {@link findCourse}, and nobody else changes it until the transaction ends. */
export async function lockCourse(tx: Transaction, id: string): Promise<CourseRow | undefined> {
	const [row] = await tx.select().from(course).where(eq(course.id, id)).for('update');
	return row;
}

/** Courses that begin today or later, the nearest first. */
export function findComing(
	reader: Reader,
	{ today, after, limit }: Part,
	{ publishedOnly }: { publishedOnly: boolean },
): Promise<CourseRow[]> {
	return reader
		.select()
		.from(course)
		.where(
			and(
				gte(course.beginsOn, today),
				publishedOnly ? eq(course.state, 'published') : undefined,
				after ? sql`(${course.beginsOn}, ${course.id}) > ${placeOf(after)}` : undefined,
			),
		)
		.orderBy(asc(course.beginsOn), asc(course.id))
		.limit(limit);
}

/** Courses that began before today, the latest first. */
export function findPast(reader: Reader, { today, after, limit }: Part): Promise<CourseRow[]> {
	return reader
		.select()
		.from(course)
		.where(
			and(
				lt(course.beginsOn, today),
				after ? sql`(${course.beginsOn}, ${course.id}) < ${placeOf(after)}` : undefined,
			),
		)
		.orderBy(desc(course.beginsOn), desc(course.id))
		.limit(limit);
}

function placeOf(id: string) {
	return sql`(select other.begins_on, other.id from ${course} other where other.id = ${id})`;
}
