import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from '#lib/platform/columns.server.ts';
import type { CourseState, CourseTheme, CourseType } from './course.ts';

/** A course, diploma course or conference that the institution announces; what it says of itself is what a training claim says. */
export const course = pgTable(
	'course',
	{
		id: id(),
		name: text().notNull(),
		type: text().$type<CourseType>().notNull(),
		theme: text().$type<CourseTheme>().notNull(),
		/** who gives it */
		institution: text().notNull(),
		hours: integer().notNull(),
		beginsOn: date({ mode: 'string' }).notNull(),
		endsOn: date({ mode: 'string' }).notNull(),
		/** where it is given; null when it is taken at a distance */
		place: text(),
		/** how to register: an address of the web or words */
		registration: text().notNull(),
		state: text().$type<CourseState>().notNull(),
		/** goes up with every change, finds stale tabs */
		revision: integer().notNull(),
		announcedById: uuid().notNull(),
		announcedByName: text().notNull(),
		announcedAt: instant().notNull(),
		savedById: uuid().notNull(),
		savedByName: text().notNull(),
		savedAt: instant().notNull(),
	},
	(t) => [
		index('course_begins').on(t.beginsOn, t.id),
		check('course_type_known', sql`${t.type} in ('COURSE', 'DIPLOMA', 'CONFERENCE')`),
		check('course_theme_known', sql`${t.theme} in ('FINANCE', 'HUMAN_DEVELOPMENT', 'OTHER')`),
		check('course_state_known', sql`${t.state} in ('published', 'withdrawn')`),
		check('course_hours', sql`${t.hours} between 1 and 2000`),
		check('course_days_in_order', sql`${t.endsOn} >= ${t.beginsOn}`),
	],
);
