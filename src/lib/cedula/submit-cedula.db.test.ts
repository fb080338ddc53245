import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { profile } from '#lib/accounts/tables.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import {
	aCompleteCedula,
	aCompleteClaim,
	aFileOn,
	aSubmission,
	issued,
	linkFile,
} from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { COMPLETE } from './cedula.factory.ts';
import { changeClaim } from './change-claim.server.ts';
import { createClaim } from './create-claim.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { getSubmission, getSubmissionByFolio } from './get-submission.server.ts';
import { submitCedula } from './submit-cedula.server.ts';
import { openAnswers } from './submitted-answers.server.ts';
import { claimRevision, revisionEvidence, submission, submissionClaim } from './tables.server.ts';

useTestDatabase();

/** Monday, noon in the institution's zone; a week without days off. */
const MONDAY_NOON = new Date('2026-06-15T18:00:00Z');

const rowOf = async (folio: string) =>
	(await db().select().from(submission).where(eq(submission.folio, folio)))[0]!;

describe('sending a cédula for the first time', () => {
	it('gives a folio and the day by which there is an answer', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		setClock(() => MONDAY_NOON);
		const sent = await aSubmission(servant);
		expect(sent).toEqual({
			folio: expect.stringMatching(/^SHM-2026-\d{6}$/),
			submittedAt: MONDAY_NOON,
			dueOn: '2026-06-22',
			state: 'received',
		});
		expect(await rowOf(sent.folio)).toMatchObject({
			receivedOn: '2026-06-15',
			municipality: '15106',
			claimCount: 1,
		});
	});

	it('counts as received on the next business day after the cut-off', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		setClock(() => new Date('2026-06-20T00:00:01Z'));
		const { folio, dueOn } = await aSubmission(servant);
		expect((await rowOf(folio)).receivedOn).toBe('2026-06-22');
		expect(dueOn).toBe('2026-06-29');
	});

	it('freezes what every claim says and which files it carries', async () => {
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		await aSubmission(servant);
		const [revision] = await db().select().from(claimRevision).where(eq(claimRevision.claimId, claim!.id));
		expect(revision).toMatchObject({ number: 1, kind: 'experience', data: COMPLETE.experience });
		const files = await db()
			.select()
			.from(revisionEvidence)
			.where(eq(revisionEvidence.revisionId, revision!.id));
		expect(files).toHaveLength(1);
		const cedula = await getCedula(servant);
		expect(cedula.claims[0]).toMatchObject({ state: 'submitted', changed: false, revision: 1 });
		expect(cedula.state).toBe('received');
	});

	it('keeps the sections as declared that day, readable only with the key of the person', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		const { answers } = await rowOf(folio);
		expect(answers.toString('latin1')).not.toContain(servant.curp);
		const opened = openAnswers(await getPersonKey(servant.profileId), answers);
		expect(opened.identity).toMatchObject({ curp: servant.curp, givenNames: 'Itzel' });
		expect(opened.contact.phone).toBe('7221234567');
	});

	it('holds the CURP from then on, and is audited with its folio', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		const [person] = await db().select().from(profile).where(eq(profile.id, servant.profileId));
		expect(person?.heldAt).not.toBeNull();
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.subject, folio));
		expect(entries).toMatchObject([{ action: 'cedula.submit', details: { claims: 1, truthDeclared: true } }]);
	});

	it('lets one file prove several claims', async () => {
		const servant = await aServant();
		const [first] = await aCompleteCedula(servant);
		const { id } = await createClaim(servant, { kind: 'training', data: COMPLETE.training });
		const { evidence } = (await getCedula(servant)).claims.find((claim) => claim.id === first!.id)!;
		await linkFile(servant.profileId, id, evidence[0]!.id);
		const { folio } = await aSubmission(servant);
		expect((await rowOf(folio)).claimCount).toBe(2);
	});
});

describe('what keeps a cédula from being sent', () => {
	it('is the declaration of truth, when it is not made', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		for (const input of [{}, { truthDeclared: false }, { truthDeclared: 'true' }, null])
			expect((await reasonOf(submitCedula(servant, input))).kind).toBe('invalid');
	});

	it('is told item by item', async () => {
		const servant = await aServant({ emailConfirmed: false });
		await createClaim(servant, { kind: 'training', data: {} });
		const reason = await reasonOf(aSubmission(servant));
		expect(reason).toMatchObject({ kind: 'conflict', code: 'incomplete' });
		const { missing } = (reason as unknown as { details: { missing: { code: string }[] } }).details;
		expect([...new Set(missing.map(({ code }) => code))]).toEqual([
			'email_unconfirmed',
			'contact_incomplete',
			'post_incomplete',
			'no_education_or_experience',
			'claim_incomplete',
			'claim_without_evidence',
		]);
	});

	it('is a file that is still being checked', async () => {
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		await aFileOn(servant, claim!.id, { scan: 'pending' });
		expect(await reasonOf(aSubmission(servant))).toMatchObject({
			details: { missing: [{ code: 'evidence_pending' }] },
		});
	});
});

describe('sending twice', () => {
	it('gives the same folio, one after the other and at the same time', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const sent = await Promise.all([aSubmission(servant), aSubmission(servant), aSubmission(servant)]);
		sent.push(await aSubmission(servant));
		expect(new Set(sent.map(({ folio }) => folio)).size).toBe(1);
		const rows = await db().select().from(submission).where(eq(submission.profileId, servant.profileId));
		expect(rows).toHaveLength(1);
	});

	it('different people get different folios, also at the same time', async () => {
		const servants = await Promise.all([aServant(), aServant(), aServant(), aServant()]);
		for (const servant of servants) await aCompleteCedula(servant);
		const sent = await Promise.all(servants.map((servant) => aSubmission(servant)));
		expect(new Set(sent.map(({ folio }) => folio)).size).toBe(4);
	});
});

describe('an update after the dictamen', () => {
	it('is a new submission with only what changed', async () => {
		const servant = await aServant();
		const [job] = await aCompleteCedula(servant, ['experience', 'training']);
		const first = await aSubmission(servant);
		await issued(first.folio);
		await changeClaim(servant, job!.id, { data: { to: '2024-05' } });
		const added = await aCompleteClaim(servant, 'certification');
		const second = await aSubmission(servant);
		expect(second.folio).not.toBe(first.folio);
		const { id } = await rowOf(second.folio);
		const inside = await db().select().from(submissionClaim).where(eq(submissionClaim.submissionId, id));
		expect(inside.map(({ claimId }) => claimId).sort()).toEqual([job!.id, added.id].sort());
	});

	it('needs something that changed', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		await issued((await aSubmission(servant)).folio);
		expect(await reasonOf(aSubmission(servant))).toMatchObject({ code: 'nothing_changed' });
	});

	it('leaves what was rejected out until the person changes it', async () => {
		const servant = await aServant();
		const [job, course] = await aCompleteCedula(servant, ['experience', 'training']);
		await issued((await aSubmission(servant)).folio, { [course!.id]: 'rejected' });
		expect((await getCedula(servant)).claims.map(({ state }) => state)).toEqual(['accepted', 'rejected']);
		await changeClaim(servant, job!.id, { data: { position: 'Contralora' } });
		const { folio } = await aSubmission(servant);
		expect((await rowOf(folio)).claimCount).toBe(1);
	});
});

describe('looking at what was sent', () => {
	it('is a draft before anything was sent', async () => {
		expect(await getSubmission(await aServant())).toMatchObject({ state: 'draft', folio: null, claims: [] });
	});

	it('shows no decision until the dictamen', async () => {
		const servant = await aServant();
		const [job] = await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await db()
			.update(submissionClaim)
			.set({ state: 'rejected', reason: 'illegible' })
			.where(eq(submissionClaim.claimId, job!.id));
		expect((await getSubmission(servant)).claims).toMatchObject([{ id: job!.id, state: 'submitted' }]);
		await db()
			.update(submissionClaim)
			.set({ state: 'submitted', reason: null })
			.where(eq(submissionClaim.claimId, job!.id));
		await issued(folio);
		expect((await getSubmission(servant)).claims).toMatchObject([
			{ state: 'accepted', title: 'Tesorera municipal' },
		]);
	});

	it("finds each of one's own folios and no others", async () => {
		const [servant, other] = [await aServant(), await aServant()];
		await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		expect(await getSubmissionByFolio(servant, folio)).toMatchObject({ folio, state: 'received' });
		expect(await reasonOf(getSubmissionByFolio(other, folio))).toEqual({ kind: 'not_found' });
	});
});
