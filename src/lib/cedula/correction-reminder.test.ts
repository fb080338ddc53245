import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addBusinessDays, businessCalendar } from '#lib/institution/calendar.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { correctionReminder, daysLeftWords } from './correction-reminder.ts';

const CALENDAR = businessCalendar([]);
const PERIOD = { pausedOn: '2026-06-15', correctBy: '2026-06-29' };

describe('the reminders of a period to answer', () => {
	it.each([
		['2026-06-15', null],
		['2026-06-19', null],
		['2026-06-22', 'half'],
		['2026-06-24', 'half'],
		['2026-06-25', 'ending'],
		['2026-06-29', 'ending'],
		['2026-06-30', null],
	])('on %s: %s', (today, reminder) => {
		expect(correctionReminder(PERIOD, today, CALENDAR)).toBe(reminder);
	});

	it('are none in a period that is about to end when it begins, on the day of the return', () => {
		const short = { pausedOn: '2026-06-15', correctBy: '2026-06-17' };
		expect(correctionReminder(short, '2026-06-15', CALENDAR)).toBeNull();
	});

	it('never go back from the second to the first', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 400 }), (days, start) => {
				const pausedOn = addDays('2026-01-01', start);
				const period = { pausedOn, correctBy: addBusinessDays(pausedOn, days, CALENDAR) };
				const seen = Array.from({ length: 60 }, (_, day) =>
					correctionReminder(period, addDays(pausedOn, day), CALENDAR),
				).filter((reminder) => reminder !== null);
				expect(seen).toEqual(seen.toSorted().reverse());
				if (days > 5) expect(new Set(seen)).toEqual(new Set(['half', 'ending']));
			}),
		);
	});

	it('say what is left', () => {
		expect([0, 1, 5].map(daysLeftWords)).toEqual([
			'Hoy es el último día para responder.',
			'Le queda un día hábil para responder.',
			'Le quedan 5 días hábiles para responder.',
		]);
	});
});
