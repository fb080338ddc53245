import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { claim, claimRevision, submission } from '#lib/cedula/tables.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { caseView } from './case-view.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { openCase } from './open-case.server.ts';
import { takeCase } from './take-next.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z');

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
});

const DEGREE = {
	level: 'LICENCIATURA',
	programme: 'Contaduría',
	institution: 'UAEM',
	finishedOn: '2012-07-01',
};

describe('an open case', () => {
	it('shows the person as declared on the day of sending', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio } = await aSubmission();
		const { person } = await openCase(ana, folio);
		expect(person).toMatchObject({
			name: 'Ximena Quiroz Montiel',
			sex: 'M',
			municipality: '15106',
			sections: { post: { position: 'Tesorera' } },
		});
		expect(person.curp).toMatch(/^QUMX/);
		expect(person.birthDate).toMatch(/^19\d\d-\d\d-\d\d$/);
	});

	it('shows each claim with its files and the place of what will be read in them', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission({
			claims: [{ data: DEGREE }, { kind: 'training', data: { name: 'Curso' } }],
		});
		const { claims } = await openCase(ana, sent.folio);
		expect(claims.map((each) => [each.id, each.kind, each.revision, each.state])).toEqual([
			[sent.claims[0]?.claimId, 'education', 1, 'submitted'],
			[sent.claims[1]?.claimId, 'training', 1, 'submitted'],
		]);
		expect(claims[0]?.data).toEqual(DEGREE);
		expect(claims[0]?.evidence).toEqual([
			{
				id: sent.claims[0]?.evidenceIds[0],
				name: 'titulo.pdf',
				mediaType: 'application/pdf',
				sizeBytes: 300_000,
				sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
				pages: 2,
				scan: 'clean',
				refusal: null,
				turns: 0,
				readingState: 'pending',
				reading: [],
			},
		]);
	});

	it('shows the accepted revision that an update would replace', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio, claimId, profileId } = await aSubmission({ claims: [{ data: DEGREE }] });
		const acceptedId = newId();
		const older = { id: acceptedId, claimId, profileId, number: 7, kind: 'education', createdAt: now() };
		await db()
			.insert(claimRevision)
			.values({ ...older, data: { ...DEGREE, level: 'TSU' } });
		await db().update(claim).set({ acceptedRevisionId: acceptedId }).where(eq(claim.id, claimId));
		const found = await openCase(ana, folio);
		expect(found.claims[0]?.accepted).toEqual({ revision: 7, data: { ...DEGREE, level: 'TSU' } });
		const rows = caseView(found).claims[0]!.rows;
		expect(rows.filter((row) => row.before !== null).map((row) => row.label)).toEqual(['Nivel de estudios']);
	});

	it('has no accepted revision for a claim that is sent for the first time', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio } = await aSubmission();
		expect((await openCase(ana, folio)).claims[0]?.accepted).toBeNull();
	});

	it('says what was decided so far and what may be done', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio, claimId } = await aSubmission();
		expect((await openCase(ana, folio)).offers).toMatchObject({ take: null, decide: 'wrong_state' });
		await takeCase(ana, folio);
		await giveVerdict(ana, claimId, {
			revision: 1,
			verdict: 'rejected',
			reason: 'other',
			note: 'No es un título.',
		});
		const found = await openCase(ana, folio);
		expect(found.claims[0]).toMatchObject({ state: 'rejected', reason: 'other', note: 'No es un título.' });
		expect(found.offers).toEqual({
			take: 'wrong_state',
			decide: null,
			return: 'nothing_observed',
			issue: null,
			handOver: null,
		});
		const seen = await openCase(await aReviewerNamed('Beto Ruiz'), folio);
		expect(seen).toMatchObject({ mine: false, assignedTo: 'Ana Lara', offers: { decide: 'not_holder' } });
	});

	it('is a sign of life when the holder opens it, and none when another reviewer does', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio } = await aSubmission();
		await takeCase(ana, folio);
		const seenAt = async () =>
			(await db().select().from(submission).where(eq(submission.folio, folio)))[0]?.holderSeenAt;
		const later = new Date(NOON.getTime() + 60_000);
		setClock(() => later);
		await openCase(await aReviewerNamed('Beto Ruiz'), folio);
		expect(await seenAt()).toEqual(NOON);
		await openCase(ana, folio);
		expect(await seenAt()).toEqual(later);
	});

	it('leaves an entry with its purpose each time, for the person to see', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio, profileId } = await aSubmission();
		await openCase(ana, folio);
		await openCase(ana, folio);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.profileId, profileId));
		expect(entries.map((entry) => [entry.action, entry.actorId, entry.purpose])).toEqual([
			['review.open-case', ana.accountId, 'Validación de su cédula'],
			['review.open-case', ana.accountId, 'Validación de su cédula'],
		]);
	});

	it('is not found under a folio that does not exist', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await expect(openCase(ana, 'SHM-2026-999999')).rejects.toMatchObject({ reason: { kind: 'not_found' } });
	});
});
