import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { claim, claimRevision, submission, submissionClaim } from '#lib/cedula/tables.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { handOver } from './hand-over.server.ts';
import { verdict } from './tables.server.ts';
import { takeCase } from './take-next.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z');

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
});

const ACCEPT = { revision: 1, verdict: 'accepted' };
const OBSERVE = { revision: 1, verdict: 'observed', reason: 'illegible', note: 'No se lee el folio.' };

async function aHeldCase(wish: Parameters<typeof aSubmission>[0] = {}) {
	const reviewer = await aReviewerNamed('Ana Lara');
	const sent = await aSubmission(wish);
	await takeCase(reviewer, sent.folio);
	return { reviewer, ...sent };
}

const standing = async (claimId: string) => {
	const [row] = await db().select().from(submissionClaim).where(eq(submissionClaim.claimId, claimId));
	return { state: row?.state, reason: row?.reason, note: row?.note };
};
const verdictsOn = (claimId: string) => db().select().from(verdict).where(eq(verdict.claimId, claimId));

describe('a verdict', () => {
	it('accepts a claim', async () => {
		const { reviewer, claimId, folio } = await aHeldCase();
		expect(await giveVerdict(reviewer, claimId, ACCEPT)).toEqual({
			claimId,
			folio,
			revision: 1,
			verdict: 'accepted',
			reason: null,
			note: null,
		});
		expect(await standing(claimId)).toEqual({ state: 'accepted', reason: null, note: null });
	});

	it('observes a claim with a reason and a note', async () => {
		const { reviewer, claimId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, OBSERVE);
		expect(await standing(claimId)).toEqual({
			state: 'observed',
			reason: 'illegible',
			note: 'No se lee el folio.',
		});
	});

	it('takes any reason of the catalogue, also one that the page would not offer', async () => {
		const { reviewer, claimId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, { revision: 1, verdict: 'rejected', reason: 'hours-missing' });
		expect(await standing(claimId)).toMatchObject({ state: 'rejected', reason: 'hours-missing' });
	});

	it('can be changed, and every one stays written with who, when and how', async () => {
		const { reviewer, claimId, id, profileId, claims } = await aHeldCase();
		await giveVerdict(reviewer, claimId, OBSERVE);
		setClock(() => new Date(NOON.getTime() + 1000));
		await giveVerdict({ ...reviewer, channel: 'api' }, claimId, ACCEPT);
		const written = await verdictsOn(claimId);
		expect(written.map((row) => [row.verdict, row.channel]).sort()).toEqual([
			['accepted', 'api'],
			['observed', 'web'],
		]);
		expect(written.find((row) => row.verdict === 'observed')).toMatchObject({
			submissionId: id,
			profileId,
			revisionId: claims[0]?.revisionId,
			reason: 'illegible',
			note: 'No se lee el folio.',
			accountId: reviewer.accountId,
			decidedAt: NOON,
		});
		expect(await standing(claimId)).toEqual({ state: 'accepted', reason: null, note: null });
	});

	it('given twice the same is written once', async () => {
		const { reviewer, claimId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, OBSERVE);
		await giveVerdict(reviewer, claimId, OBSERVE);
		expect(await verdictsOn(claimId)).toHaveLength(1);
	});

	it('leaves an entry in the audit without the note', async () => {
		const { reviewer, claimId, folio, profileId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, OBSERVE);
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.subject, folio), eq(auditEntry.action, 'review.give-verdict')));
		expect(entry).toMatchObject({
			actorId: reviewer.accountId,
			role: 'reviewer',
			channel: 'web',
			profileId,
			subject: folio,
			details: { claimId, revision: 1, verdict: 'observed', reason: 'illegible' },
		});
		expect(JSON.stringify(entry?.details)).not.toContain('No se lee');
	});

	it('is a sign of life of the holder', async () => {
		const { reviewer, claimId, folio } = await aHeldCase();
		const later = new Date(NOON.getTime() + 20 * 60_000);
		setClock(() => later);
		await giveVerdict(reviewer, claimId, ACCEPT);
		const [row] = await db().select().from(submission).where(eq(submission.folio, folio));
		expect(row?.holderSeenAt).toEqual(later);
	});

	it('does not change what the person sees of the claim', async () => {
		const { reviewer, claimId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, OBSERVE);
		const [row] = await db().select().from(claim).where(eq(claim.id, claimId));
		expect(row?.state).toBe('submitted');
	});

	it('survives a hand over for whoever takes the case next', async () => {
		const { reviewer, claimId, folio } = await aHeldCase();
		await giveVerdict(reviewer, claimId, ACCEPT);
		await handOver(reviewer, folio);
		await takeCase(await aReviewerNamed('Beto Ruiz'), folio);
		expect((await standing(claimId)).state).toBe('accepted');
	});
});

describe('a verdict is refused', () => {
	it.each([
		['without reason', { revision: 1, verdict: 'observed' }, 'reason'],
		['with an unknown reason', { ...OBSERVE, reason: 'porque-si' }, 'reason'],
		['without the note that the reason needs', { revision: 1, verdict: 'observed', reason: 'other' }, 'note'],
		['with a note that is too long', { ...OBSERVE, note: 'x'.repeat(1001) }, 'note'],
		['without revision', { verdict: 'accepted' }, 'revision'],
		['with an unknown word', { revision: 1, verdict: 'maybe' }, 'verdict'],
	])('%s', async (_, body, path) => {
		const { reviewer, claimId } = await aHeldCase();
		await expect(giveVerdict(reviewer, claimId, body)).rejects.toMatchObject({
			reason: { kind: 'invalid', problems: [{ path }] },
		});
		expect(await verdictsOn(claimId)).toEqual([]);
	});

	it('on a claim that does not exist', async () => {
		const { reviewer } = await aHeldCase();
		for (const id of [newId(), 'nada'])
			await expect(giveVerdict(reviewer, id, ACCEPT)).rejects.toMatchObject({
				reason: { kind: 'not_found' },
			});
	});

	it('when the claim was corrected after it was opened', async () => {
		const { reviewer, claimId, profileId } = await aHeldCase();
		const revisionId = newId();
		const newer = {
			id: revisionId,
			claimId,
			profileId,
			number: 2,
			kind: 'education',
			data: {},
			createdAt: now(),
		};
		await db().insert(claimRevision).values(newer);
		await db().update(submissionClaim).set({ revisionId }).where(eq(submissionClaim.claimId, claimId));
		await expect(giveVerdict(reviewer, claimId, ACCEPT)).rejects.toMatchObject({
			reason: { code: 'stale_revision', details: { revision: 2 } },
		});
		expect((await standing(claimId)).state).toBe('submitted');
		await giveVerdict(reviewer, claimId, { ...ACCEPT, revision: 2 });
		expect((await standing(claimId)).state).toBe('accepted');
	});

	it('from a reviewer who does not hold the case', async () => {
		const { claimId } = await aHeldCase();
		const beto = await aReviewerNamed('Beto Ruiz');
		await expect(giveVerdict(beto, claimId, ACCEPT)).rejects.toMatchObject({
			reason: { code: 'not_holder', details: { state: 'in_review' } },
		});
	});

	it('from the former holder once the case is back in the queue', async () => {
		const { reviewer, claimId, folio } = await aHeldCase();
		await handOver(reviewer, folio);
		await expect(giveVerdict(reviewer, claimId, ACCEPT)).rejects.toMatchObject({
			reason: { code: 'not_holder', details: { state: 'received' } },
		});
	});

	it.each(['needs_you', 'rated', 'withdrawn'])('when the case is %s', async (state) => {
		const reviewer = await aReviewerNamed('Ana Lara');
		const { claimId } = await aSubmission({ state });
		await expect(giveVerdict(reviewer, claimId, ACCEPT)).rejects.toMatchObject({
			reason: { code: 'wrong_state' },
		});
	});

	it('on a claim that its person withdrew', async () => {
		const { reviewer, claimId } = await aHeldCase({ claims: [{ state: 'withdrawn' }] });
		await expect(giveVerdict(reviewer, claimId, ACCEPT)).rejects.toMatchObject({
			reason: { code: 'withdrawn' },
		});
	});

	it('of two at once that contradict each other both are written and the last one stands', async () => {
		const { reviewer, claimId } = await aHeldCase();
		await Promise.all([giveVerdict(reviewer, claimId, ACCEPT), giveVerdict(reviewer, claimId, OBSERVE)]);
		const written = await verdictsOn(claimId);
		expect(written).toHaveLength(2);
		expect(['accepted', 'observed']).toContain((await standing(claimId)).state);
	});
});
