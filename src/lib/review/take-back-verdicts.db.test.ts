import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { submissionClaim } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { returnSubmission } from './return-submission.server.ts';
import { verdict } from './tables.server.ts';
import { takeBackVerdicts } from './take-back-verdicts.server.ts';
import { takeCase } from './take-next.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z');

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
});

async function anObservedCase() {
	const reviewer = await aReviewerNamed('Ana Lara');
	const sent = await aSubmission({ claims: [{}, {}] });
	await takeCase(reviewer, sent.folio);
	const observed = { revision: 1, verdict: 'observed', reason: 'illegible', note: 'No se lee.' };
	await giveVerdict(reviewer, sent.claimId, observed);
	return { reviewer, ...sent, asked: { claims: [{ id: sent.claimId, revision: 1 }] } };
}

const standing = async (claimId: string) => {
	const [row] = await db().select().from(submissionClaim).where(eq(submissionClaim.claimId, claimId));
	return [row?.state, row?.reason, row?.note];
};

describe('taking a verdict back', () => {
	it('leaves the claim undecided, without reason or note', async () => {
		const { reviewer, folio, claimId, asked } = await anObservedCase();
		expect(await takeBackVerdicts(reviewer, folio, asked)).toEqual({ folio, ...asked });
		expect(await standing(claimId)).toEqual(['submitted', null, null]);
	});

	it('keeps what was decided, and writes down that it was taken back, by whom and in the audit', async () => {
		const { reviewer, folio, claimId, asked } = await anObservedCase();
		setClock(() => new Date(NOON.getTime() + 1000));
		await takeBackVerdicts(reviewer, folio, asked);
		const rows = await db()
			.select()
			.from(verdict)
			.where(eq(verdict.claimId, claimId))
			.orderBy(asc(verdict.decidedAt));
		expect(rows.map((row) => [row.verdict, row.reason])).toEqual([
			['observed', 'illegible'],
			['taken_back', null],
		]);
		expect(rows[1]?.accountId).toBe(reviewer.accountId);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.subject, folio));
		expect(entries.find(({ action }) => action === 'review.take-back-verdict')?.details).toEqual({
			claimId,
			revision: 1,
			verdict: 'observed',
		});
	});

	it('of what is undecided already changes nothing and adds nothing', async () => {
		const { reviewer, folio, asked, claimId } = await anObservedCase();
		await takeBackVerdicts(reviewer, folio, asked);
		await takeBackVerdicts(reviewer, folio, asked);
		expect(await db().select().from(verdict).where(eq(verdict.claimId, claimId))).toHaveLength(2);
	});

	it('lets the claim be decided again', async () => {
		const { reviewer, folio, claimId, asked } = await anObservedCase();
		await takeBackVerdicts(reviewer, folio, asked);
		await giveVerdict(reviewer, claimId, { revision: 1, verdict: 'accepted' });
		expect(await standing(claimId)).toEqual(['accepted', null, null]);
	});

	it('is over once the cédula was returned', async () => {
		const { reviewer, folio, asked } = await anObservedCase();
		await returnSubmission(reviewer, folio);
		await expect(takeBackVerdicts(reviewer, folio, asked)).rejects.toMatchObject({
			reason: { code: 'wrong_state' },
		});
	});

	it('is refused for another revision, and to whoever does not hold the case', async () => {
		const { reviewer, folio, claimId, asked } = await anObservedCase();
		const stale = { claims: [{ id: claimId, revision: 2 }] };
		await expect(takeBackVerdicts(reviewer, folio, stale)).rejects.toMatchObject({
			reason: { code: 'stale_revision' },
		});
		const beto = await aReviewerNamed('Beto Ruiz');
		await expect(takeBackVerdicts(beto, folio, asked)).rejects.toMatchObject({
			reason: { code: 'not_holder' },
		});
		expect((await standing(claimId))[0]).toBe('observed');
	});
});
