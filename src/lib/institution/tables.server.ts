import { integer, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#lib/platform/columns.server.ts';
import type { CalendarChange } from './calendar-change.ts';

/** What administrators changed of the calendar of the institution's folder, in order; never rewritten, only followed by another. */
export const calendarChange = pgTable('calendar_change', {
	/** 1, 2, 3…: of two who write after the same one, one is refused */
	version: integer().primaryKey(),
	change: jsonb().$type<CalendarChange>().notNull(),
	savedBy: uuid().notNull(),
	savedAt: instant().notNull(),
});
