import { describe, expect, it } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import { aCompleteCedula, aSubmission, issued } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { factsOf, objectsOf, textOf } from '../../../tests/support/pdf.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeClaim } from './change-claim.server.ts';
import { CLAIM_KINDS } from './claims.ts';
import { printCedula } from './print-cedula.server.ts';
import { saveSections } from './save-section.server.ts';

useTestDatabase();

describe('the cédula as it was sent', () => {
	it('is a sound, tagged document with every answer', async () => {
		setClock(() => new Date('2026-06-15T18:00:00Z'));
		const servant = await aServant();
		await saveSections(servant, {
			skills: { languages: ['Otomí, lo hablo', '#strong[Inglés]'] },
			interests: { available: true, areas: ['TES'] },
		});
		await aCompleteCedula(servant, [...CLAIM_KINDS]);
		const { folio } = await aSubmission(servant);
		const { bytes, name } = await printCedula(servant, folio);
		expect(name).toBe(`cedula-${folio}.pdf`);
		expect(factsOf(bytes)).toMatchObject({ Title: `Cédula ${folio}`, Tagged: 'yes' });
		expect(objectsOf(bytes)).toMatch(/"\/Lang": "u:es-MX"/);
		const text = textOf(bytes);
		for (const part of [
			folio,
			'Cédula de Itzel Xochihua Arizmendi',
			servant.curp,
			servant.email,
			'722 123 4567',
			'Mujer',
			'Ayuntamiento de Toluca',
			'Otomí, lo hablo #strong[Inglés]',
			'Licenciatura en Economía',
			'Tesorera municipal',
			'Presupuesto basado en resultados',
			'27 de marzo de 2024',
			'40 horas',
			'15 de junio de 2026, 12:00 h',
		])
			expect(text).toContain(part);
	});

	it('does not follow what the person changes afterwards', async () => {
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await issued(folio);
		const before = textOf((await printCedula(servant, folio)).bytes);
		await changeClaim(servant, claim!.id, { data: { position: 'Contralora' } });
		await saveSections(servant, { contact: { phone: '7229998877' } });
		expect(textOf((await printCedula(servant, folio)).bytes)).toBe(before);
	});
});
