import { describe, expect, it } from 'vitest';
import type { Field } from './fields.ts';
import { readForm } from './read-form.ts';

const field = (name: string, input: Field['input']): Field => ({ name, label: name, input });

describe('reading a posted form', () => {
	it('takes texts as typed and leaves out what belongs to other fields', () => {
		const values = { 'data.name': ' Curso ', 'data.other': 'x', version: '3' };
		expect(readForm([field('name', 'line')], values, 'data.')).toEqual({ name: ' Curso ' });
	});

	it('joins months and days, and keeps what is no date for the schema to refuse', () => {
		const values = { 'a.month': '3', 'a.year': '2021', 'b.day': '7', 'b.month': '13', 'b.year': 'dos mil' };
		expect(readForm([field('a', 'month'), field('b', 'day')], values, '')).toEqual({
			a: '2021-03',
			b: 'dos mil-13-07',
		});
	});

	it('takes a date without its day as a month', () => {
		const fields = [field('from', 'month-or-day')];
		expect(readForm(fields, { 'from.day': ' ', 'from.month': '2', 'from.year': '2019' }, '')).toEqual({
			from: '2019-02',
		});
		expect(readForm(fields, { 'from.day': '4', 'from.month': '2', 'from.year': '2019' }, '')).toEqual({
			from: '2019-02-04',
		});
	});

	it('takes "still there" for null, whatever the date says', () => {
		const values = { 'to.open': 'true', 'to.month': '2', 'to.year': '2019' };
		expect(readForm([field('to', 'period-end')], values, '')).toEqual({ to: null });
		expect(readForm([field('to', 'period-end')], {}, '')).toEqual({ to: '' });
	});

	it('tells yes from no and from no answer', () => {
		const read = (typed?: string) =>
			readForm([field('available', 'yes-no')], typed ? { available: typed } : {}, '').available;
		expect([read('true'), read('false'), read()]).toEqual([true, false, '']);
	});

	it('collects ticked boxes and lines', () => {
		const values = { 'areas.TES': 'true', 'areas.CAT': 'true', languages: ' Otomí \r\n\r\nInglés' };
		expect(readForm([field('areas', 'checkboxes'), field('languages', 'lines')], values, '')).toEqual({
			areas: ['TES', 'CAT'],
			languages: ['Otomí', 'Inglés'],
		});
	});
});
