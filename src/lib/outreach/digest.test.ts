import { describe, expect, it } from 'vitest';
import { businessCalendar } from '#lib/institution/calendar.ts';
import { digestWords, isWorthTelling } from './digest.ts';
import { hasWorkingDayBegun, isWorkingMorning } from './morning.ts';

const NOTHING = { overdue: 0, today: 0, next: 0, held: 0, cameBack: 0, appeals: 0 };

describe('the digest of those who review', () => {
	it('names what there is and leaves out the rest', () => {
		expect(digestWords({ ...NOTHING, overdue: 1, today: 2, appeals: 1 })).toBe(
			'Hay una cédula vencida, 2 que vencen hoy y una aclaración por responder.',
		);
		expect(digestWords({ ...NOTHING, cameBack: 3 })).toBe(
			'Hay 3 cédulas que regresaron con respuesta para usted.',
		);
	});

	it('is not written for nothing, nor for what one has open', () => {
		expect(isWorthTelling(NOTHING)).toBe(false);
		expect(isWorthTelling({ ...NOTHING, held: 1 })).toBe(false);
		expect(isWorthTelling({ ...NOTHING, next: 1 })).toBe(true);
	});
});

describe('the morning of a business day', () => {
	const calendar = businessCalendar([]);
	it.each([
		['2026-06-15T13:59:59Z', false, false],
		['2026-06-15T14:00:00Z', true, true],
		['2026-06-15T17:59:59Z', true, true],
		['2026-06-15T18:00:00Z', true, false],
		['2026-06-14T15:00:00Z', false, false],
	])('%s: begun %s, morning %s', (instant, begun, morning) => {
		const at = new Date(instant);
		expect(hasWorkingDayBegun(at, calendar, 'America/Mexico_City')).toBe(begun);
		expect(isWorkingMorning(at, calendar, 'America/Mexico_City')).toBe(morning);
	});
});
