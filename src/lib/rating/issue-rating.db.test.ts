import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { A_DEGREE, A_POST, aDecidedCase, aRatedServant, aSubmission } from '../../../tests/support/cases.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { getOwnRating } from './get-own-rating.server.ts';
import { issueRating } from './issue-rating.server.ts';
import { rating } from './tables.server.ts';

useTestDatabase();
const ATTESTED = { identityAttested: true };

describe('issuing a dictamen', () => {
	it('computes the stars from what was accepted, by the model in force, and signs them', async () => {
		setClock(() => new Date('2026-06-15T18:00:00Z'));
		const { servant, reviewer, folio } = await aDecidedCase([A_DEGREE, A_POST]);
		const issued = await issueRating(reviewer, folio, ATTESTED);
		expect(issued).toMatchObject({
			points: 2200 + 30 * 25 + 300,
			stars: 23,
			model: 'shm-v1',
			issuedBy: reviewer.name,
		});
		expect((await getSubmission(servant)).state).toBe('rated');
	});

	it('counts nothing of what was rejected, and gives no stars when nothing is left', async () => {
		const { servant, reviewer, folio } = await aDecidedCase([A_DEGREE], {
			verdict: 'rejected',
			reason: 'not-accredited',
			note: 'No acredita el grado.',
		});
		await issueRating(reviewer, folio, ATTESTED);
		expect(await getOwnRating(servant)).toMatchObject({ stars: null, points: 0 });
	});

	it('shows the person each criterion with the rule and the documents behind it', async () => {
		const { servant } = await aRatedServant([A_DEGREE]);
		const own = await getOwnRating(servant);
		if (!('elements' in own)) throw new Error('there is no breakdown');
		const criterion = own.elements
			.find(({ key }) => key === 'academic')
			?.criteria.find(({ key }) => key === 'A1');
		expect(criterion).toMatchObject({
			points: 1800,
			claims: [
				{
					counted: true,
					kind: 'education',
					title: 'Licenciatura en Contaduría',
					evidence: [{ name: 'documento.pdf' }],
				},
			],
		});
		expect(criterion?.rule).toMatch(/nivel de estudios más alto/);
	});

	it('writes rating and audit entry together', async () => {
		const { servant, folio } = await aRatedServant();
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'rating.issue'), eq(auditEntry.profileId, servant.profileId)));
		expect(entry).toMatchObject({ subject: folio, role: 'reviewer', details: { identityAttested: true } });
	});

	it('answers null before there is one', async () => {
		const { servant } = await aSubmission();
		expect(await getOwnRating(servant)).toEqual({ stars: null });
	});
});

describe('a dictamen is refused', () => {
	it('without attesting the identity', async () => {
		const { reviewer, folio } = await aDecidedCase();
		await expect(issueRating(reviewer, folio, {})).rejects.toMatchObject({ reason: { kind: 'invalid' } });
	});

	it('while a claim is observed', async () => {
		const { reviewer, folio } = await aDecidedCase([A_DEGREE], {
			verdict: 'observed',
			reason: 'illegible',
			note: 'Suba una foto más clara.',
		});
		await expect(issueRating(reviewer, folio, ATTESTED)).rejects.toMatchObject({
			reason: { code: 'undecided' },
		});
	});

	it('twice, also when both come at once: one rating, one refusal', async () => {
		const { servant, reviewer, folio } = await aDecidedCase();
		const both = await Promise.allSettled([
			issueRating(reviewer, folio, ATTESTED),
			issueRating(reviewer, folio, ATTESTED),
		]);
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await db().select().from(rating).where(eq(rating.profileId, servant.profileId))).toHaveLength(1);
	});

	it('for a folio that does not exist', async () => {
		const { reviewer } = await aDecidedCase();
		await expect(issueRating(reviewer, 'SHM-2026-999999', ATTESTED)).rejects.toMatchObject({
			reason: { kind: 'not_found' },
		});
	});
});
