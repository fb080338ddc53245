import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { readTextForReview } from '#lib/cedula/read-submitted-evidence.server.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { aDocument, aPage } from '../../../tests/support/document-text.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { readAs } from '../../../tests/support/reading-factory.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { findInCase } from './find-in-case.server.ts';

useTestDatabase();

beforeEach(forgetSubmissions);

async function aCase() {
	const { profileId, claims } = await aSubmission({ claims: [{}, {}] });
	const files = claims.map(({ evidenceIds }) => evidenceIds[0]!);
	const listed = claims.map(({ claimId, evidenceIds }) => ({
		id: claimId,
		files: evidenceIds.map((file) => ({ id: file, name: `${file}.pdf` })),
	}));
	return { profileId, files, claims: listed };
}

describe('looking for words in a case', () => {
	it('lists the pages of all documents with the words around, and is an opening of each', async () => {
		const { profileId, files, claims } = await aCase();
		const [first, second] = files as [string, string];
		await readAs({ profileId, id: first }, { pages: [aPage('nada'), aPage('El ACTA dice acta')] });
		await readAs({ profileId, id: second }, aDocument('Áctas de sesión', 80));
		const reviewer = await aReviewerNamed('Ana Lara');
		const found = await findInCase(reviewer, claims, ' acta ');
		expect(
			found?.pages.map(({ fileId, claimId, page, contexts }) => [fileId, claimId, page, contexts]),
		).toEqual([
			[first, claims[0]!.id, 2, ['El ACTA dice acta']],
			[second, claims[1]!.id, 1, ['Áctas de sesión']],
		]);
		expect(found).toMatchObject({ query: 'acta', words: '3 lugares' });
		expect(found?.limits).toEqual([`${second}.pdf es una imagen: puede haber palabras mal leídas.`]);
		const seen = await db()
			.select({ subject: auditEntry.subject })
			.from(auditEntry)
			.where(and(eq(auditEntry.actorId, reviewer.accountId), eq(auditEntry.action, 'evidence.view')));
		expect(seen.map(({ subject }) => subject).toSorted()).toEqual([first, second].toSorted());
	});

	it('opens nothing while nothing is looked for', async () => {
		const { claims } = await aCase();
		expect(await findInCase(null, claims, null)).toBeNull();
		expect(await findInCase(null, claims, '  ')).toBeNull();
	});

	it('tells which documents it could not look into', async () => {
		const { files, claims } = await aCase();
		await db().update(evidence).set({ reading: 'pending' }).where(eq(evidence.id, files[0]!));
		await db().update(evidence).set({ reading: 'failed' }).where(eq(evidence.id, files[1]!));
		const found = await findInCase(await aReviewerNamed('Ana Lara'), claims, 'acta');
		expect(found).toMatchObject({ words: 'No se pudo buscar', pages: [] });
		expect(found?.limits).toHaveLength(2);
	});

	it('is for whoever may read the documents', async () => {
		const { claims } = await aCase();
		expect(await codeOf(findInCase(null, claims, 'acta'))).toBe('401 unauthenticated');
		expect(await codeOf(findInCase(await aServant(), claims, 'acta'))).toBe('403 not_allowed');
	});
});

describe('what was read in a document', () => {
	it('comes with its places as the page is shown', async () => {
		const { profileId, files } = await aCase();
		const id = files[0]!;
		await readAs({ profileId, id }, aDocument('acta'));
		const reviewer = await aReviewerNamed('Ana Lara');
		const [left, top, right, bottom] = (await readTextForReview(reviewer, id)).pages[0]!.lines[0]![0]!.box;
		await db().update(evidence).set({ turns: 2 }).where(eq(evidence.id, id));
		const turned = await readTextForReview(reviewer, id);
		expect(turned.readingState).toBe('done');
		expect(turned.pages[0]!.lines[0]![0]!.box).toEqual([1 - right, 1 - bottom, 1 - left, 1 - top]);
	});

	it('counts as unreadable when it is lost', async () => {
		const { files } = await aCase();
		await db().update(evidence).set({ reading: 'done' }).where(eq(evidence.id, files[0]!));
		const reviewer = await aReviewerNamed('Ana Lara');
		expect(await readTextForReview(reviewer, files[0]!)).toEqual({ readingState: 'failed', pages: [] });
	});
});
