import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal, statusOf } from '#lib/platform/refusal.ts';
import { readList } from './read-list.server.ts';
import { aList, aListedPerson } from './roster.factory.ts';
import { checkList } from './check-list.server.ts';
import { columnOf, delimiterOf, LIST_LIMITS } from './roster.ts';

const PEOPLE = [aListedPerson(1), aListedPerson(2, { givenNames: 'Íñigo', firstSurname: 'Muñoz' })];
const HEAD = 'CURP;NOMBRE(S);Apellido Paterno;APELLIDO_MATERNO;Correo Electrónico:;Municipio';

/** What a refused list is told. */
function refusalOf(bytes: Buffer | string): { status: number; message: string } {
	try {
		readList(Buffer.from(bytes));
	} catch (thrown) {
		if (thrown instanceof Refusal) return { status: statusOf(thrown), message: thrown.message };
		throw thrown;
	}
	throw new Error('the list was not refused');
}

describe('the heads of columns', () => {
	it.each([
		['CURP', 'curp'],
		['Clave Única de Registro de Población', 'curp'],
		['Nombre(s)', 'givenNames'],
		['APELLIDO PATERNO', 'firstSurname'],
		['apellido_materno', 'secondSurname'],
		['Correo  Electrónico:', 'email'],
		['e-mail', 'email'],
		['Municipio', 'municipality'],
	])('%s means %s', (head, column) => expect(columnOf(head)).toBe(column));

	it.each(['', 'Teléfono', 'Nombre del padre', 'constructor'])('%j means none', (head) => {
		expect(columnOf(head)).toBeUndefined();
	});
});

describe('a list', () => {
	const people = readList(aList(PEOPLE)).rows;

	it('is read with the number of each line', () => {
		expect(people.map(({ line }) => line)).toEqual([2, 3]);
		expect(people[1]?.cells).toEqual(PEOPLE[1]);
	});

	it.each([
		['with semicolons and heads as people write them', aList(PEOPLE, { head: HEAD, delimiter: ';' })],
		['with tabs', aList(PEOPLE, { head: HEAD.replaceAll(';', '\t'), delimiter: '\t' })],
		['with the mark of UTF-8', Buffer.concat([Buffer.from('\ufeff'), aList(PEOPLE)])],
		['in Windows-1252', Buffer.from(aList(PEOPLE).toString(), 'latin1')],
		['in UTF-16', Buffer.from(`\ufeff${aList(PEOPLE).toString()}`, 'utf16le')],
		['with empty lines at the end', Buffer.concat([aList(PEOPLE), Buffer.from('\r\n,,,,,\r\n\r\n')])],
		['with old line ends', Buffer.from(aList(PEOPLE).toString().replaceAll('\r\n', '\r'))],
	])('is the same %s', (_, bytes) => expect(readList(bytes).rows).toEqual(people));

	it('keeps the numbers of the file when it begins with a line of the spreadsheet', () => {
		const bytes = `sep=;\r\n${aList(PEOPLE, { head: HEAD, delimiter: ';' }).toString()}`;
		expect(readList(Buffer.from(bytes)).rows.map(({ line }) => line)).toEqual([3, 4]);
	});

	it('tells the columns that are not used, and needs neither second surname nor municipality', () => {
		const bytes = Buffer.from('Teléfono,Correo,CURP,Nombres,Paterno\n722,a@b.mx,X,Ana,Ek');
		expect(readList(bytes)).toEqual({
			rows: [{ line: 2, cells: { email: 'a@b.mx', curp: 'X', givenNames: 'Ana', firstSurname: 'Ek' } }],
			unusedColumns: ['Teléfono'],
		});
	});

	it.each([
		['nothing', '', 422, 'vacío'],
		['heads only', 'CURP,Nombre,Primer apellido,Correo', 422, 'no tiene personas'],
		['no heads', 'XEXX010101HNEXXXA4,Ana,Ek,a@b.mx', 422, 'falta'],
		['a column missing', 'CURP,Nombre,Primer apellido\nX,Ana,Ek', 422, '«Correo electrónico»'],
		['a column twice', 'CURP,CURP,Nombre,Primer apellido,Correo\nX,X,A,B,c@d.mx', 422, 'más de una'],
		['open quotes', 'CURP,Nombre,Primer apellido,Correo\n"X,Ana,Ek,a@b.mx\n', 422, 'comillas'],
		['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 415, 'Guardar como'],
		['a picture', Buffer.from([0x89, 0x50, 0, 0, 1]), 415, 'CSV'],
		['too many bytes', Buffer.alloc(LIST_LIMITS.sizeBytes + 1, 'a'), 413, '5 MB'],
	])('with %s is refused in words', (_, bytes, status, words) => {
		const refusal = refusalOf(bytes);
		expect(refusal.status).toBe(status);
		expect(refusal.message).toContain(words);
	});

	it('with one person too many is refused with the limit', () => {
		const line = 'X,Ana,Ek,a@b.mx\n';
		const bytes = `CURP,Nombre,Primer apellido,Correo\n${line.repeat(LIST_LIMITS.people + 1)}`;
		expect(refusalOf(bytes).message).toContain('20,000');
	});

	it('of any bytes is read or refused, never a fault', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				const withHead = Buffer.concat([Buffer.from('CURP,Nombre,Primer apellido,Correo\n'), bytes]);
				for (const file of [Buffer.from(bytes), withHead]) {
					try {
						readList(file);
					} catch (thrown) {
						expect(thrown).toBeInstanceOf(Refusal);
					}
				}
			}),
			{ numRuns: 300 },
		);
	});
});

describe('the sign between cells', () => {
	it('is the one outside the quotes', () => {
		expect(delimiterOf('"Ek, Ana; otra";CURP')).toBe(';');
		expect(delimiterOf('CURP')).toBe(',');
	});
});

describe('a municipality', () => {
	const written = (municipality: string) => {
		const [row] = checkList({ rows: [{ line: 2, cells: aListedPerson(1, { municipality }) }] });
		return row?.person?.municipality ?? row?.problems?.map(({ message }) => message).join() ?? null;
	};

	it.each([
		['15106', '15106'],
		['9003', '09003'],
		['106', '15106'],
		['1', '15001'],
		['TOLUCA', '15106'],
		['naucalpan', '15057'],
		['Acambay de Ruiz Castañeda', '15001'],
	])('written %s is %s', (cell, key) => expect(written(cell)).toBe(key));

	it('may be left out', () => expect(written(' ')).toBeNull());

	it.each(['99999', 'Atlantis'])('written %s is not known', (cell) => {
		expect(written(cell)).toContain('No sabemos qué municipio');
	});

	it('that is nearly written so is told what it may be', () => {
		expect(written('Tolca')).toContain('«Toluca»');
	});
});
