import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { evidence } from '#lib/evidence/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import {
	aCompleteCedula,
	aFileOn,
	aSubmission,
	issued,
	returned,
} from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { factsOf, objectsOf, tagsOf, textOf } from '../../../tests/support/pdf.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { COMPLETE } from './cedula.factory.ts';
import { CLAIM_KINDS } from './claims.ts';
import { createClaim } from './create-claim.server.ts';
import { printAcknowledgement } from './print-acknowledgement.server.ts';

useTestDatabase();

/** Monday, noon in the institution's zone; a week without days off. */
const MONDAY_NOON = new Date('2026-06-15T18:00:00Z');

/** What markup, templates and programs could take for theirs; blanks stand single because lines break at them. */
const HOSTILE = [
	'#import "x"',
	'*bold* _it_ `raw` $x^2$',
	'#(1+1)',
	'\\u{41} \\*',
	'= Heading',
	'[#panic()]',
	'@label <label>',
	'// no comment',
	...(
		JSON.parse(readFileSync('tests/fixtures/strings.json', 'utf8')) as {
			strings: { field: string; value: string; expected: string }[];
		}
	).strings
		.filter(({ field, expected }) => field === 'puesto' && ['aceptar', 'literal'].includes(expected))
		.map(({ value }) => value)
		.filter((value) => /^[\x20-\xff]{1,60}$/.test(value)),
];

async function acknowledgementOf(servant: Awaited<ReturnType<typeof aServant>>) {
	const { folio } = await aSubmission(servant);
	return { folio, pdf: (await printAcknowledgement(servant, folio)).bytes };
}

describe('the acknowledgement of a submission', () => {
	it('is a sound, tagged document that says its title and language', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant, [...CLAIM_KINDS]);
		const { folio, pdf } = await acknowledgementOf(servant);
		expect(factsOf(pdf)).toMatchObject({
			Title: `Acuse de recibo ${folio}`,
			Author: 'Instituto Hacendario del Estado de México',
			Tagged: 'yes',
			JavaScript: 'no',
			Encrypted: 'no',
		});
		const objects = objectsOf(pdf);
		expect(objects).toMatch(/"\/Lang": "u:es-MX"/);
		expect(objects).not.toMatch(/"\/(JavaScript|OpenAction|EmbeddedFiles|Launch)"/);
		expect(tagsOf(pdf)).toMatch(/^\s*H1/m);
		expect(Buffer.from(pdf).toString('latin1')).toMatch(/<pdfaid:part>2<[^]*<pdfaid:conformance>A</);
	});

	it('says who sent what and when, and by which day there is an answer', async () => {
		setClock(() => MONDAY_NOON);
		const servant = await aServant();
		await aCompleteCedula(servant, ['experience', 'education']);
		const { folio, pdf } = await acknowledgementOf(servant);
		const text = textOf(pdf);
		for (const part of [
			'Acuse de recibo',
			folio,
			'Itzel Xochihua Arizmendi',
			'15 de junio de 2026, 12:00 h',
			'lunes 22 de junio de 2026',
			'2 renglones con 2 documentos',
			'Tesorera municipal',
			'Licenciatura en Economía',
			'documento.pdf (1 página, 20 kB)',
			'722 000 0000',
		])
			expect(text).toContain(part);
		const files = await db().select().from(evidence).where(eq(evidence.profileId, servant.profileId));
		expect(files).toHaveLength(2);
		for (const { sha256 } of files) expect(text).toContain(sha256.toString('hex'));
	});

	it('prints what a person wrote letter by letter, whatever it looks like', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		for (const name of HOSTILE) {
			const { id } = await createClaim(servant, { kind: 'training', data: { ...COMPLETE.training, name } });
			await aFileOn(servant, id);
		}
		const text = textOf((await acknowledgementOf(servant)).pdf);
		for (const value of HOSTILE) expect(text).toContain(value.trim().replace(/\s+/g, ' '));
	});

	it('marks characters that its font lacks, and says so', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const data = { ...COMPLETE.training, name: 'Curso 田中 مرحبا 👩' };
		await aFileOn(servant, (await createClaim(servant, { kind: 'training', data })).id);
		const text = textOf((await acknowledgementOf(servant)).pdf);
		expect(text).toContain('Curso □□ □□□□□ □');
		expect(text).toContain('El signo □ ocupa el lugar');
	});

	it('breaks a name that is longer than the line', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const name = 'ñ'.repeat(140);
		const data = { ...COMPLETE.training, name };
		await aFileOn(servant, (await createClaim(servant, { kind: 'training', data })).id);
		expect(textOf((await acknowledgementOf(servant)).pdf).replaceAll(' ', '')).toContain(name);
	});

	it('is the same each time', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio, pdf } = await acknowledgementOf(servant);
		const again = (await printAcknowledgement(servant, folio)).bytes;
		expect(textOf(again)).toBe(textOf(pdf));
		expect(Buffer.compare(again, pdf)).toBe(0);
	});

	it('asks for the answer of the person while the clock stands', async () => {
		setClock(() => MONDAY_NOON);
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await returned(folio, [claim!.id]);
		const text = textOf((await printAcknowledgement(servant, folio)).bytes);
		expect(text).toContain('Su respuesta a más tardar lunes 29 de junio de 2026');
	});

	it('says that there is a decision, and no longer what comes next', async () => {
		setClock(() => MONDAY_NOON);
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await issued(folio);
		const text = textOf((await printAcknowledgement(servant, folio)).bytes);
		expect(text).toContain('Con dictamen, 15 de junio de 2026');
		expect(text).not.toContain('Qué sigue');
	});
});
