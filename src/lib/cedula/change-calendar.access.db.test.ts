import { describe, expect, it } from 'vitest';
import type { Role } from '#lib/access/access.ts';
import { calendarChange } from '#lib/institution/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeCalendar } from './change-calendar.server.ts';
import { previewCalendarChange } from './preview-calendar-change.server.ts';
import { readCalendar } from './read-calendar.server.ts';

useTestDatabase();

const ADMINS: Role[] = ['admin'];
const CHANGE = { what: 'cut-off', cutOff: '17:00', version: 0 };

describe('the business calendar', () => {
	it('is read with its history by administrators only', async () => {
		await expectDoor('institution.edit-calendar', ADMINS, readCalendar);
	});

	it('is tried out by administrators only', async () => {
		await expectDoor('institution.edit-calendar', ADMINS, (who) => previewCalendarChange(who, CHANGE));
	});

	it('is changed by administrators only, and nobody else leaves a trace', async () => {
		const seen: number[] = [];
		await expectDoor('institution.edit-calendar', ADMINS, async (who) => {
			try {
				return await changeCalendar(who, CHANGE);
			} finally {
				if (!who?.roles.includes('admin')) seen.push((await db().select().from(calendarChange)).length);
			}
		});
		const [first] = seen;
		expect(first).toBe(0);
		expect(await db().select().from(calendarChange)).toHaveLength(1);
	});

	it('is closed to a key, whatever its scope, and to whoever helps at the desk', async () => {
		const assists = { name: 'Itzel', until: new Date(now().getTime() + 60_000) };
		for (const changes of [{ scope: 'admin' as const, channel: 'api' as const }, { assists }]) {
			const who = aPrincipal('admin', changes);
			expect(await doorOf(readCalendar(who))).toBe(403);
			expect(await doorOf(previewCalendarChange(who, CHANGE))).toBe(403);
			expect(await doorOf(changeCalendar(who, CHANGE))).toBe(403);
		}
	});
});
