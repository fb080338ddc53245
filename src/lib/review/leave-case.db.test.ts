import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { declareConflict } from './declare-conflict.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { handOver } from './hand-over.server.ts';
import { keepCase } from './keep-case.server.ts';
import { openCase } from './open-case.server.ts';
import { releaseAbandoned } from './release-abandoned.server.ts';
import { takeCase, takeNext } from './take-next.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z');
const minutesLater = (minutes: number) => setClock(() => new Date(NOON.getTime() + minutes * 60_000));

beforeEach(async () => {
	minutesLater(0);
	await forgetSubmissions();
});

async function aHeldCase() {
	const reviewer = await aReviewerNamed('Ana Lara');
	const sent = await aSubmission();
	await takeCase(reviewer, sent.folio);
	return { reviewer, ...sent };
}

const rowOf = async (folio: string) =>
	(await db().select().from(submission).where(eq(submission.folio, folio)))[0];
const IN_QUEUE = {
	state: 'received',
	holderId: null,
	preferredHolderId: null,
	takenAt: null,
	holderSeenAt: null,
};

describe('handing over', () => {
	it('gives the case back to the queue for anybody', async () => {
		const { reviewer, folio } = await aHeldCase();
		await handOver(reviewer, folio);
		expect(await rowOf(folio)).toMatchObject(IN_QUEUE);
		expect((await takeNext(await aReviewerNamed('Beto Ruiz')))?.folio).toBe(folio);
	});

	it('is only for the holder, and only once', async () => {
		const { reviewer, folio } = await aHeldCase();
		const beto = await aReviewerNamed('Beto Ruiz');
		await expect(handOver(beto, folio)).rejects.toMatchObject({ reason: { code: 'not_holder' } });
		await handOver(reviewer, folio);
		await expect(handOver(reviewer, folio)).rejects.toMatchObject({ reason: { code: 'not_holder' } });
	});
});

describe('an abandoned case', () => {
	it('goes back to the queue after 30 minutes without a sign of life, with its verdicts', async () => {
		const { reviewer, folio, claimId } = await aHeldCase();
		await giveVerdict(reviewer, claimId, { revision: 1, verdict: 'accepted' });
		minutesLater(30.1);
		await runPeriodic('review.release-abandoned');
		expect(await rowOf(folio)).toMatchObject(IN_QUEUE);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.subject, folio));
		expect(entries.find((entry) => entry.action === 'review.release-abandoned')).toMatchObject({
			actorId: null,
			role: 'system',
			channel: 'system',
			details: { holderId: reviewer.accountId, minutes: 30 },
		});
	});

	it('is not one that was seen half an hour ago or less', async () => {
		const { folio } = await aHeldCase();
		minutesLater(30);
		expect(await releaseAbandoned()).toBe(0);
		expect((await rowOf(folio))?.state).toBe('in_review');
	});

	it('is not one whose holder gives signs of life while reading', async () => {
		const { reviewer, folio } = await aHeldCase();
		minutesLater(25);
		await keepCase(reviewer, folio);
		minutesLater(50);
		expect(await releaseAbandoned()).toBe(0);
	});

	it('is not one that its holder opened again, which is written once in ten seconds', async () => {
		const { reviewer, folio } = await aHeldCase();
		minutesLater(0.1);
		await openCase(reviewer, folio);
		expect((await rowOf(folio))?.holderSeenAt).toEqual(NOON);
		minutesLater(20);
		await openCase(reviewer, folio);
		minutesLater(40);
		await runPeriodic('review.release-abandoned');
		expect(await rowOf(folio)).toMatchObject({ state: 'in_review', holderId: reviewer.accountId });
	});

	it('is released once when two processes look at the same time', async () => {
		await aHeldCase();
		minutesLater(31);
		const released = await Promise.all([releaseAbandoned(), releaseAbandoned(), releaseAbandoned()]);
		expect(released.reduce((sum, count) => sum + count, 0)).toBe(1);
	});

	it('tells its former holder that it is gone', async () => {
		const { reviewer, folio } = await aHeldCase();
		minutesLater(31);
		await releaseAbandoned();
		await expect(keepCase(reviewer, folio)).rejects.toMatchObject({
			reason: { code: 'not_holder', details: { state: 'received' } },
			message: expect.stringContaining('regresó a la fila'),
		});
	});
});

describe('declaring a conflict of interest', () => {
	it('gives back a held case, and never gives it again to that reviewer', async () => {
		const { reviewer, folio } = await aHeldCase();
		await declareConflict(reviewer, folio);
		expect(await rowOf(folio)).toMatchObject(IN_QUEUE);
		expect(await takeNext(reviewer)).toBeNull();
		await expect(takeCase(reviewer, folio)).rejects.toMatchObject({ reason: { kind: 'not_allowed' } });
		expect((await takeNext(await aReviewerNamed('Beto Ruiz')))?.folio).toBe(folio);
	});

	it('does not take a case from somebody else', async () => {
		const { reviewer, folio } = await aHeldCase();
		await declareConflict(await aReviewerNamed('Beto Ruiz'), folio);
		expect(await rowOf(folio)).toMatchObject({ state: 'in_review', holderId: reviewer.accountId });
	});

	it('twice is the same as once', async () => {
		const { reviewer, folio } = await aHeldCase();
		await declareConflict(reviewer, folio);
		await expect(declareConflict(reviewer, folio)).resolves.toBeUndefined();
	});
});
