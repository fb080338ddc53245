import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';

describe('a table as CSV', () => {
	it('opens in a spreadsheet with its accents', () => {
		expect(
			csvText([
				['Línea', 'Nombre'],
				[2, 'Íñigo "El Güero", Jr.'],
			]),
		).toBe('\ufeffLínea,Nombre\r\n2,"Íñigo ""El Güero"", Jr."\r\n');
	});

	it.each(['=1+1', '+52 722', '-1', '@SUM(A1)', '\t=1', '\r=1'])('never gives the formula %j', (typed) => {
		expect(csvText([[typed]]).slice(1)).toMatch(/^"?'/);
	});

	it('is read back as it was, but for the sign before a formula', () => {
		const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
		const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(table, (rows) => {
				const read = parse(csvText(rows), { bom: true, record_delimiter: '\r\n', relax_column_count: true });
				const shown = rows.map((row) => row.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
				expect(read).toEqual(shown);
			}),
		);
	});
});
