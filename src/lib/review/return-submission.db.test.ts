import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { claim, submission } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { projectOn } from '#lib/platform/events.server.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { observeIdentity } from './observe-identity.server.ts';
import { returnSubmission } from './return-submission.server.ts';
import { takeCase, takeNext } from './take-next.server.ts';

useTestDatabase();

/** A Wednesday, noon in Toluca. */
const NOON = new Date('2026-11-18T18:00:00Z');

const told: string[] = [];
projectOn('submission-returned', async (_, { submissionId }) => void told.push(submissionId));

beforeEach(async () => {
	setClock(() => NOON);
	told.length = 0;
	await forgetSubmissions();
});

async function aHeldCase() {
	const reviewer = await aReviewerNamed('Ana Lara');
	const sent = await aSubmission({ claims: [{}, {}] });
	await takeCase(reviewer, sent.folio);
	return { reviewer, ...sent };
}

const observe = (reviewer: Awaited<ReturnType<typeof aReviewerNamed>>, claimId: string) =>
	giveVerdict(reviewer, claimId, { revision: 1, verdict: 'observed', reason: 'illegible' });

const rowOf = async (folio: string) =>
	(await db().select().from(submission).where(eq(submission.folio, folio)))[0];

describe('returning a cédula', () => {
	it('stops the clock and gives ten business days to answer', async () => {
		const { reviewer, folio, claimId } = await aHeldCase();
		await observe(reviewer, claimId);
		expect(await returnSubmission(reviewer, folio)).toEqual({
			folio,
			state: 'needs_you',
			observed: 1,
			identityObserved: false,
			correctBy: '2026-12-02',
		});
		expect(await rowOf(folio)).toMatchObject({
			state: 'needs_you',
			pausedOn: '2026-11-18',
			correctBy: '2026-12-02',
			holderId: null,
			preferredHolderId: reviewer.accountId,
		});
	});

	it('opens for the person only what was observed', async () => {
		const { reviewer, folio, claims } = await aHeldCase();
		const [observed, accepted] = claims.map((each) => each.claimId);
		await observe(reviewer, observed!);
		await giveVerdict(reviewer, accepted!, { revision: 1, verdict: 'accepted' });
		await returnSubmission(reviewer, folio);
		const stateOf = async (id: string) => (await db().select().from(claim).where(eq(claim.id, id)))[0]?.state;
		expect([await stateOf(observed!), await stateOf(accepted!)]).toEqual(['observed', 'submitted']);
	});

	it('needs something observed', async () => {
		const { reviewer, folio, claimId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, { revision: 1, verdict: 'accepted' });
		await expect(returnSubmission(reviewer, folio)).rejects.toMatchObject({
			reason: { code: 'nothing_observed' },
		});
		expect((await rowOf(folio))?.state).toBe('in_review');
	});

	it('may be for the identity alone', async () => {
		const { reviewer, folio } = await aHeldCase();
		await observeIdentity(reviewer, folio, { observed: true, note: 'El título tiene otro apellido.' });
		expect(await returnSubmission(reviewer, folio)).toMatchObject({ observed: 0, identityObserved: true });
	});

	it('tells it once, in one message, however often it is sent', async () => {
		const { reviewer, folio, id, claimId } = await aHeldCase();
		await observe(reviewer, claimId);
		const results = await Promise.allSettled([
			returnSubmission(reviewer, folio),
			returnSubmission(reviewer, folio),
			returnSubmission(reviewer, folio),
		]);
		expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
		expect(told).toEqual([id]);
	});

	it('is only for the holder', async () => {
		const { reviewer, folio, claimId } = await aHeldCase();
		await observe(reviewer, claimId);
		const beto = await aReviewerNamed('Beto Ruiz');
		await expect(returnSubmission(beto, folio)).rejects.toMatchObject({ reason: { code: 'not_holder' } });
	});

	it('takes the case out of the queue and lets the reviewer take another one', async () => {
		const { reviewer, folio, claimId } = await aHeldCase();
		const other = await aSubmission();
		await observe(reviewer, claimId);
		await returnSubmission(reviewer, folio);
		expect((await takeNext(reviewer))?.folio).toBe(other.folio);
	});
});

describe('observing the identity', () => {
	it('keeps the remark until it is taken back', async () => {
		const { reviewer, folio } = await aHeldCase();
		await observeIdentity(reviewer, folio, { observed: true, note: '  El título tiene otro apellido. ' });
		expect((await rowOf(folio))?.identityRemark).toBe('El título tiene otro apellido.');
		await observeIdentity(reviewer, folio, { observed: false });
		expect((await rowOf(folio))?.identityRemark).toBeNull();
	});

	it('needs words for the person', async () => {
		const { reviewer, folio } = await aHeldCase();
		await expect(observeIdentity(reviewer, folio, { observed: true, note: ' ' })).rejects.toMatchObject({
			reason: { problems: [{ path: 'note' }] },
		});
	});

	it('is only for the holder', async () => {
		const { folio } = await aHeldCase();
		const beto = await aReviewerNamed('Beto Ruiz');
		const remark = { observed: true, note: 'Otro apellido.' };
		await expect(observeIdentity(beto, folio, remark)).rejects.toMatchObject({
			reason: { code: 'not_holder' },
		});
	});

	it('leaves an entry in the audit each time, without the words', async () => {
		const { reviewer, folio } = await aHeldCase();
		await observeIdentity(reviewer, folio, { observed: true, note: 'Otro apellido.' });
		await observeIdentity(reviewer, folio, { observed: false });
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.subject, folio));
		const actions = entries.map((entry) => entry.action).filter((action) => action.endsWith('identity'));
		expect(actions.sort()).toEqual(['review.clear-identity', 'review.observe-identity']);
		expect(JSON.stringify(entries)).not.toContain('Otro apellido');
	});
});
