import { describe, expect, it } from 'vitest';
import { businessCalendar } from '#lib/institution/calendar.ts';
import { businessDaysWords, capitalised, dueFrom } from './due.ts';

const calendar = businessCalendar([
	{
		year: 2026,
		status: 'provisional',
		source: 'test',
		dates: [{ date: '2026-11-16', kind: 'statutory', name: 'Revolución' }],
	},
]);

describe('a deadline as seen from a day', () => {
	it.each([
		['2026-11-18', '2026-11-18', 0, 'today', 'vence hoy'],
		['2026-11-18', '2026-11-19', 1, 'soon', 'vence en 1 día hábil'],
		['2026-11-18', '2026-11-20', 2, 'later', 'vence en 2 días hábiles'],
		['2026-11-18', '2026-11-17', -1, 'overdue', 'venció hace 1 día hábil'],
		['2026-11-18', '2026-11-11', -4, 'overdue', 'venció hace 4 días hábiles'],
	])('on %s a case due on %s has %i business days left', (today, dueOn, businessDaysLeft, urgency, words) => {
		expect(dueFrom(today, dueOn, calendar)).toEqual({ businessDaysLeft, urgency, words });
	});

	it('does not count the weekend nor a holiday', () => {
		expect(dueFrom('2026-11-13', '2026-11-18', calendar).words).toBe('vence en 2 días hábiles');
	});

	it('is overdue on the Saturday after it, although no business day has passed', () => {
		expect(dueFrom('2026-11-14', '2026-11-13', calendar)).toEqual({
			businessDaysLeft: 0,
			urgency: 'overdue',
			words: 'ya venció',
		});
	});

	it('is near on the weekend before the Monday on which it falls', () => {
		expect(dueFrom('2026-11-21', '2026-11-23', calendar).urgency).toBe('soon');
	});
});

describe('words', () => {
	it('say one day in singular', () => {
		expect([businessDaysWords(1), businessDaysWords(0)]).toEqual(['1 día hábil', '0 días hábiles']);
	});

	it('start a sentence with a capital', () => {
		expect(capitalised('vence hoy')).toBe('Vence hoy');
	});
});
