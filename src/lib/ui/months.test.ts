import { expect, test } from 'vitest';
import { MONTHS, dateParts } from './months.ts';

test('the twelve months carry two-digit values', () => {
	expect(MONTHS).toHaveLength(12);
	expect(MONTHS[0]).toEqual({ value: '01', label: 'enero' });
	expect(MONTHS[11]).toEqual({ value: '12', label: 'diciembre' });
});

test.each([
	['2019-06', { year: '2019', month: '06', day: '' }],
	['2019-06-03', { year: '2019', month: '06', day: '03' }],
	['-06', { year: '', month: '06', day: '' }],
	['2019-', { year: '2019', month: '', day: '' }],
	['20x9-13-40', { year: '20x9', month: '13', day: '40' }],
	['', { year: '', month: '', day: '' }],
	[null, { year: '', month: '', day: '' }],
	[undefined, { year: '', month: '', day: '' }],
])('%s is shown part by part', (value, parts) => {
	expect(dateParts(value)).toEqual(parts);
});
