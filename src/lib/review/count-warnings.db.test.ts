import { inArray } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { submission } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { countUncounted, countWarnings } from './count-warnings.server.ts';
import { openCase } from './open-case.server.ts';

useTestDatabase();

beforeEach(async () => {
	setClock(() => new Date('2026-11-18T18:00:00Z'));
	await forgetSubmissions();
});

const SAME = { claims: [{ bytes: 'the same bytes' }] };
const countsOf = async (...sent: { id: string }[]) => {
	const ids = sent.map(({ id }) => id);
	const rows = await db().select().from(submission).where(inArray(submission.id, ids));
	return ids.map((id) => rows.find((row) => row.id === id)?.warnings);
};

describe('the warnings of a case', () => {
	it('are counted after it was sent, and again after it was answered', async () => {
		const future = { claims: [{ data: { level: 'LICENCIATURA', programme: 'X', finishedOn: '2030-01' } }] };
		const [one, other] = [await aSubmission(future), await aSubmission(future)];
		await inTransaction((tx) =>
			emit(tx, 'cedula-submitted', { profileId: one.profileId, submissionId: one.id }),
		);
		await inTransaction((tx) =>
			emit(tx, 'observations-answered', { profileId: other.profileId, submissionId: other.id }),
		);
		await drainJobs();
		expect(await countsOf(one, other)).toEqual([1, 1]);
	});

	it('are counted too in the cases with which it has something in common', async () => {
		const [first, apart] = [await aSubmission(SAME), await aSubmission()];
		await countWarnings(first.id);
		expect(await countsOf(first)).toEqual([0]);
		const second = await aSubmission(SAME);
		await countWarnings(second.id);
		expect(await countsOf(first, second, apart)).toEqual([1, 1, null]);
	});

	it('are counted in cases that were open before anybody counted, even beside one that cannot be read', async () => {
		const [first, broken, second, closed] = [
			await aSubmission(SAME),
			await aSubmission(),
			await aSubmission(SAME),
			await aSubmission({ state: 'withdrawn' }),
		];
		await db()
			.update(submission)
			.set({ answers: Buffer.from('not sealed') })
			.where(inArray(submission.id, [broken.id]));
		expect(await countsOf(first, broken, second, closed)).toEqual([null, null, null, null]);
		await countUncounted();
		expect(await countsOf(first, broken, second, closed)).toEqual([1, null, 1, null]);
	});

	it('are not counted again where they were', async () => {
		const first = await aSubmission(SAME);
		await countUncounted();
		await aSubmission(SAME);
		await countUncounted();
		expect(await countsOf(first)).toEqual([0]);
	});

	it('are none once the other one withdrew, as whoever opens the case finds', async () => {
		const first = await aSubmission(SAME);
		const second = await aSubmission(SAME);
		await countWarnings(second.id);
		await db()
			.update(submission)
			.set({ state: 'withdrawn' })
			.where(inArray(submission.id, [second.id]));
		await openCase(await aReviewerNamed('Ana Lara'), first.folio);
		expect(await countsOf(first)).toEqual([0]);
	});
});
