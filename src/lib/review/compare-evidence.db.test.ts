import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentText } from '#lib/evidence/reading.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aDocument } from '../../../tests/support/document-text.ts';
import { DEGREE, readAs, TITLE } from '../../../tests/support/reading-factory.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { caseView } from './case-view.server.ts';
import { openCase } from './open-case.server.ts';

useTestDatabase();

/** Of another degree than the one that was declared. */
const OTHER_TITLE = TITLE.replace('Contaduría', 'Contaduría Pública');

beforeEach(async () => {
	setClock(() => new Date('2026-11-18T18:00:00Z'));
	await forgetSubmissions();
});

async function aCase({ text, reading, turns = 0 }: { text?: DocumentText; reading: string; turns?: number }) {
	const sent = await aSubmission({ claims: [{ data: DEGREE }] });
	const place = { profileId: sent.profileId, id: sent.claims[0]!.evidenceIds[0]! };
	if (text) await readAs(place, text);
	await db().update(evidence).set({ reading, turns }).where(eq(evidence.id, place.id));
	const found = await openCase(await aReviewerNamed('Ana Lara'), sent.folio);
	return { file: found.claims[0]!.evidence[0]!, view: caseView(found).claims[0]!.files[0]!.reading };
}

describe('a document that was read', () => {
	it('has what it says beside what was declared', async () => {
		const { file } = await aCase({ text: aDocument(OTHER_TITLE), reading: 'done' });
		expect(file.readingState).toBe('done');
		expect(file.reading.map(({ field, result, found }) => [field, result, found])).toEqual([
			['holder.name', 'match', 'XIMENA QUIROZ MONTIEL'],
			['institution', 'match', 'Universidad Hacendaria del Altiplano'],
			['programme', 'mismatch', 'Licenciada en Contaduría Pública'],
			['finishedOn', 'match', '2012-07-01'],
		]);
		expect(file.reading[0]).toMatchObject({ declared: 'Ximena Quiroz Montiel', page: 1 });
	});

	it('has the place of each on the page as it is shown, turned by its person', async () => {
		const upright = await aCase({ text: aDocument(OTHER_TITLE), reading: 'done' });
		const turned = await aCase({ text: aDocument(OTHER_TITLE), reading: 'done', turns: 2 });
		const [left, top, right, bottom] = upright.file.reading[1]!.box!;
		expect(left < right && top < bottom && bottom < 0.1).toBe(true);
		expect(turned.file.reading[1]!.box).toEqual([1 - right, 1 - bottom, 1 - left, 1 - top]);
	});

	it('is put in words for the reviewer', async () => {
		const { view } = await aCase({ text: aDocument(OTHER_TITLE), reading: 'done' });
		expect(view).toMatchObject({
			summary: 'Lectura automática: 3 datos coinciden, 1 no coincide',
			open: true,
		});
		expect(view.rows.find(({ field }) => field === 'finishedOn')).toMatchObject({
			label: 'Conclusión',
			declared: '1 de julio de 2012',
			found: '1 de julio de 2012',
		});
	});
});

describe('a document that was not read', () => {
	it('says that it waits', async () => {
		const { file, view } = await aCase({ reading: 'pending' });
		expect(file).toMatchObject({ readingState: 'pending', reading: [] });
		expect(view).toMatchObject({ summary: 'Lectura automática pendiente.', rows: [] });
	});

	it('asks the reviewer to compare it when it could not be read, or what was read is lost', async () => {
		for (const reading of ['failed', 'done']) {
			const { file, view } = await aCase({ reading });
			expect(file).toMatchObject({ readingState: 'failed', reading: [] });
			expect(view.summary).toContain('compárelo usted');
		}
	});
});
