import { describe, expect, it } from 'vitest';
import { newOutput, writerOf, writeValue, written } from './binary-values.ts';

const bytesOf = (sqlType: string, value: unknown) => {
	const out = newOutput();
	writeValue(out, value, writerOf(sqlType));
	return written(out).toString('hex');
};

/** Bytes as `copy … to stdout (format binary)` of PostgreSQL writes them. */
describe('values in binary form', () => {
	it.each([
		['uuid', '0190fa3c-7b1e-7abc-8def-0123456789af', '000000100190fa3c7b1e7abc8def0123456789af'],
		['text', 'Ñá', '00000004c391c3a1'],
		['jsonb', { a: 1 }, '00000008017b2261223a317d'],
		['json', { a: 1 }, '000000077b2261223a317d'],
		['bytea', Buffer.from([0, 255]), '0000000200ff'],
		['integer', -2, '00000004fffffffe'],
		['smallint', 3, '000000020003'],
		['boolean', true, '0000000101'],
		['date', '1999-12-31', '00000004ffffffff'],
		['timestamp with time zone', new Date('2000-01-01T00:00:00.001Z'), '0000000800000000000003e8'],
		['text[]', ['a', 'bc'], '0000001f0000000100000000000000190000000200000001000000016100000002' + '6263'],
		['text', null, 'ffffffff'],
		['text', undefined, 'ffffffff'],
		['text', '', '00000000'],
	])('%s %o', (sqlType, value, bytes) => {
		expect(bytesOf(sqlType, value)).toBe(bytes);
	});

	it('grow as far as they must', () => {
		const long = 'ñ'.repeat(100_000);
		const out = newOutput();
		for (const value of [long, 'x', long]) writeValue(out, value, writerOf('text'));
		const bytes = written(out);
		expect(bytes.length).toBe(3 * 4 + 2 * 200_000 + 1);
		expect(bytes.subarray(4, 200_004).toString()).toBe(long);
		expect(bytes.subarray(200_004 + 4 + 1 + 4).toString()).toBe(long);
	});

	it('are refused where their form is not known', () => {
		expect(() => writerOf('numeric')).toThrow('numeric');
	});
});
