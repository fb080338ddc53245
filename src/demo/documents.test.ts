import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { asPdf, documentOf, fullName, NO_VALIDITY } from './documents.ts';
import { measure, wrap } from './helvetica.ts';
import { writePdf } from './pdf.ts';
import { fictitiousPerson } from './people.ts';

const holder = fictitiousPerson('prueba', 3);
const facts = { holder, labelOf: (_: string, key: string) => `Nombre de ${key}`, issuedOn: '2026-11-02' };

/** The lines of text of a PDF, page by page, as a reader finds them. */
async function linesOf(bytes: Uint8Array): Promise<string[]> {
	const task = getDocument({ data: bytes, useSystemFonts: false, disableFontFace: true, verbosity: 0 });
	const document = await task.promise;
	const page = await document.getPage(1);
	const { items } = await page.getTextContent();
	await task.destroy();
	return items.flatMap((item) => ('str' in item && item.str.trim() ? [item.str] : []));
}

describe('a document of an invented person', () => {
	it.each([
		[
			'education',
			{
				level: 'LICENCIATURA',
				programme: 'Licenciatura en Economía',
				institution: 'Universidad Ficticia',
				finishedOn: '2010-07-15',
				licenceNumber: '91234567',
			},
			[
				'Licenciatura en Economía',
				'Universidad Ficticia',
				'Concluyó el 15 de julio de 2010.',
				'Cédula profesional número 91234567',
			],
		],
		[
			'experience',
			{ employer: 'Ayuntamiento de Aculco', position: 'Tesorera municipal', from: '2019-03', to: null },
			['Ayuntamiento de Aculco', 'Tesorera municipal', 'desde el mes de marzo de 2019 a la fecha.'],
		],
		[
			'certification',
			{ standard: 'EC0105', issuer: 'CONOCER', folio: 'FIC-000123', issuedOn: '2024-02-29' },
			['EC0105 Nombre de EC0105', 'Folio FIC-000123', 'Expedido el 29 de febrero de 2024.'],
		],
		[
			'training',
			{
				type: 'COURSE',
				name: 'Cuenta pública municipal',
				institution: 'Centro Imaginario',
				hours: 24,
				from: '2025-05-02',
				to: '2025-05-09',
			},
			['Cuenta pública municipal', 'con duración de 24 horas', 'del 2 de mayo de 2025 al 9 de mayo de 2025'],
		],
	] as const)('proves %s and says twice that it has no validity', async (kind, data, expected) => {
		const lines = await linesOf(asPdf(documentOf({ kind, data }, facts)));
		expect(lines).toEqual(expect.arrayContaining([...expected]));
		expect(lines.filter((line) => line === NO_VALIDITY)).toHaveLength(2);
		expect(lines.join(' ')).toContain(fullName(holder));
		expect(lines.join(' ')).toContain(holder.curp);
	});

	it('is the same, byte by byte, each time', () => {
		const claim = {
			kind: 'certification',
			data: { standard: 'EC0105', issuer: 'CONOCER', folio: '1', issuedOn: '2024-02-29' },
		} as const;
		expect(asPdf(documentOf(claim, facts))).toEqual(asPdf(documentOf(claim, facts)));
	});
});

describe('the writer of PDF', () => {
	it('keeps accents, brackets and backslashes, and marks what the typeface lacks', async () => {
		const text = 'Ñandú (año) \\ «güero» – 文';
		const page = {
			width: 612,
			height: 792,
			marks: [{ kind: 'text', text, x: 50, y: 700, size: 12 } as const],
		};
		expect(await linesOf(writePdf('Prueba', [page]))).toEqual(['Ñandú (año) \\ «güero» – ?']);
	});
});

describe('the widths of Helvetica', () => {
	it('are those of its metrics, accents aside', () => {
		expect(measure('Hola', 1000)).toBe(722 + 556 + 222 + 556);
		expect(measure('Ñ', 1000, true)).toBe(measure('N', 1000, true));
	});

	it('break a text into lines that fit', () => {
		const lines = wrap('Se hace constar que presta sus servicios con el puesto de analista', 12, 150);
		expect(lines.length).toBeGreaterThan(2);
		for (const line of lines) expect(measure(line, 12)).toBeLessThanOrEqual(150);
		expect(lines.join(' ')).toBe('Se hace constar que presta sus servicios con el puesto de analista');
	});
});
