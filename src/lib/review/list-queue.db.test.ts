import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/platform/database.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { bulkSubmissions } from '../../../tests/support/bulk-submissions.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { countQueue, DUE_FILTERS, listQueue } from './list-queue.server.ts';
import { insertReading } from './second-reading/reading-store.server.ts';
import { insertConflict } from './store.server.ts';
import { takeNext } from './take-next.server.ts';

useTestDatabase();

/** A Wednesday, noon in Toluca. */
const NOON = new Date('2026-11-18T18:00:00Z');

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
});

const foliosOf = async (query: Record<string, unknown>, asker: Parameters<typeof listQueue>[0]) => {
	const folios: string[] = [];
	let cursor: string | null | undefined;
	do {
		const page = await listQueue(asker, { ...query, ...(cursor ? { cursor } : {}) });
		folios.push(...page.items.map((item) => item.folio));
		cursor = page.cursor;
	} while (cursor);
	return folios;
};

/** Keeps that submissions are read again after somebody. */
async function readAgain<Row extends { id: string; profileId: string }>(
	rows: Row[],
	readerOf: (row: Row) => string,
): Promise<void> {
	for (const row of rows) {
		const firstReaderId = readerOf(row);
		const { id: submissionId, profileId } = row;
		const read = { submissionId, profileId, firstReaderId, firstReadAt: NOON, readerIds: [firstReaderId] };
		await inTransaction((tx) => insertReading(tx, read));
	}
}

describe('the queue', () => {
	it('shows what the contract says of a case, and nothing personal', async () => {
		const reviewer = await aReviewerNamed('Ana Lara');
		const { folio } = await aSubmission({ dueOn: '2026-11-20', claims: [{}, {}] });
		const { items, cursor } = await listQueue(reviewer, {});
		expect(items).toEqual([
			{
				folio,
				submittedAt: NOON.toISOString(),
				dueOn: '2026-11-20',
				businessDaysLeft: 2,
				municipality: '15106',
				claims: 2,
				assignedTo: null,
				mine: false,
				state: 'received',
				cameBack: false,
				rereading: null,
			},
		]);
		expect(cursor).toBeNull();
	});

	it('has open cases by due date and leaves out those that wait for their person or are over', async () => {
		const reviewer = await aReviewerNamed('Ana Lara');
		const later = await aSubmission({ dueOn: '2026-11-25' });
		const first = await aSubmission({ dueOn: '2026-11-12' });
		const second = await aSubmission({ dueOn: '2026-11-19' });
		for (const state of ['needs_you', 'rated', 'withdrawn'])
			await aSubmission({ state, dueOn: '2026-11-11' });
		expect(await foliosOf({}, reviewer)).toEqual([first.folio, second.folio, later.folio]);
	});

	it('says who has a case in review', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		await aSubmission();
		await takeNext(ana);
		const seenBy = async (who: typeof ana) => {
			const [item] = (await listQueue(who, {})).items;
			return [item?.assignedTo, item?.mine, item?.state];
		};
		expect(await seenBy(beto)).toEqual(['Ana Lara', false, 'in_review']);
		expect(await seenBy(ana)).toEqual(['Ana Lara', true, 'in_review']);
	});

	it('never shows a reviewer their own cédula', async () => {
		const servant = await aServant();
		const reviewer = { ...servant, roles: ['servant' as const, 'reviewer' as const] };
		await aSubmission({ profileId: servant.profileId });
		const other = await aSubmission();
		expect(await foliosOf({}, reviewer)).toEqual([other.folio]);
		expect((await countQueue(reviewer)).all).toBe(1);
	});

	it('never shows a case with a declared conflict of interest, to that reviewer alone', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const { folio, profileId } = await aSubmission();
		await inTransaction((tx) => insertConflict(tx, ana.accountId, profileId));
		expect(await foliosOf({}, ana)).toEqual([]);
		expect(await foliosOf({}, beto)).toEqual([folio]);
	});

	it('goes on after the cursor without losing or repeating cases due on the same day', async () => {
		const reviewer = await aReviewerNamed('Ana Lara');
		const made = [];
		for (let i = 0; i < 7; i++)
			made.push((await aSubmission({ dueOn: i < 5 ? '2026-11-20' : '2026-11-23' })).folio);
		const folios = await foliosOf({ 'page[size]': '2' }, reviewer);
		expect(folios).toEqual(made);
	});

	it('refuses a page that is too large and a cursor that is not ours', async () => {
		const reviewer = await aReviewerNamed('Ana Lara');
		await expect(listQueue(reviewer, { 'page[size]': '101' })).rejects.toMatchObject({
			reason: { kind: 'invalid' },
		});
		await expect(listQueue(reviewer, { cursor: 'bm90IG91cnM' })).rejects.toMatchObject({
			reason: { problems: [{ path: 'cursor' }] },
		});
	});

	it('lists by deadline, municipality and holder, and counts each list', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const mine = await aSubmission({ dueOn: '2026-11-10' });
		await takeNext(ana);
		const overdue = await aSubmission({ dueOn: '2026-11-17', municipality: '15121' });
		const dueToday = await aSubmission({ dueOn: '2026-11-18' });
		const later = await aSubmission({ dueOn: '2026-11-19', warnings: 2 });
		expect(await foliosOf({ due: 'overdue' }, ana)).toEqual([mine.folio, overdue.folio]);
		expect(await foliosOf({ due: 'today' }, ana)).toEqual([dueToday.folio]);
		expect(await foliosOf({ due: 'later' }, ana)).toEqual([later.folio]);
		expect(await foliosOf({ mine: 'true' }, ana)).toEqual([mine.folio]);
		expect(await foliosOf({ warned: 'true' }, ana)).toEqual([later.folio]);
		expect(await foliosOf({ municipality: '15121' }, ana)).toEqual([overdue.folio]);
		expect(await foliosOf({ municipality: '15121', due: 'today' }, ana)).toEqual([]);
		expect(await countQueue(ana)).toEqual({
			all: 4,
			mine: 1,
			overdue: 2,
			today: 1,
			warned: 1,
			rereading: 0,
			held: mine.folio,
			municipalities: [
				{ code: '15106', count: 3 },
				{ code: '15121', count: 1 },
			],
		});
	});

	it('keeps a cursor of one list from reaching back before another', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await aSubmission({ dueOn: '2026-11-10' });
		await aSubmission({ dueOn: '2026-11-11' });
		const dueToday = await aSubmission({ dueOn: '2026-11-18' });
		const { cursor } = await listQueue(ana, { 'page[size]': '1' });
		expect(await foliosOf({ due: 'today', cursor }, ana)).toEqual([dueToday.folio]);
	});

	it('has every open case in exactly one list by deadline, and counts what each list has', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const day = fc.integer({ min: 15, max: 21 }).map((date) => `2026-11-${date}`);
		const held = fc
			.constantFrom(ana, beto)
			.map(({ accountId }) => ({ state: 'in_review', holderId: accountId }));
		const back = fc
			.constantFrom(ana, beto)
			.map(({ accountId }) => ({ state: 'received', preferredHolderId: accountId }));
		const plain = fc.constantFrom('received', 'needs_you', 'rated', 'withdrawn').map((state) => ({ state }));
		const wish = fc.record({
			which: fc.oneof(held, back, plain),
			dueOn: day,
			municipality: fc.constantFrom('15106', '15121'),
			warnings: fc.nat({ max: 2 }),
			declined: fc.boolean(),
			rereading: fc.constantFrom(null, 'second', 'third'),
			readByAna: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(wish, { maxLength: 12 }), async (wishes) => {
				await forgetSubmissions();
				const rows = await bulkSubmissions(
					wishes.map(({ which, declined: _, readByAna: __, ...each }) => ({ ...each, ...which })),
				);
				const declined = rows.filter((_, index) => wishes[index]!.declined);
				await inTransaction(async (tx) => {
					for (const { profileId } of declined) await insertConflict(tx, ana.accountId, profileId);
				});
				const reread = rows.filter(({ rereading }) => rereading);
				await readAgain(reread, (row) => (wishes[rows.indexOf(row)]!.readByAna ? ana : beto).accountId);
				const read = reread.filter((row) => wishes[rows.indexOf(row)]!.readByAna);
				const open = rows
					.filter(({ state }) => state === 'received' || state === 'in_review')
					.filter((row) => !declined.includes(row) && !read.includes(row));
				const lengthOf = async (query: object) =>
					(await foliosOf({ ...query, 'page[size]': '3' }, ana)).length;
				const byDue = [];
				for (const due of DUE_FILTERS) byDue.push(...(await foliosOf({ due, 'page[size]': '3' }, ana)));
				expect(byDue.sort()).toEqual(open.map(({ folio }) => folio).sort());
				const counts = await countQueue(ana);
				expect(counts.all).toBe(open.length);
				expect(counts.mine).toBe(await lengthOf({ mine: 'true' }));
				expect(counts.overdue).toBe(await lengthOf({ due: 'overdue' }));
				expect(counts.today).toBe(await lengthOf({ due: 'today' }));
				expect(counts.rereading).toBe(await lengthOf({ rereading: 'true' }));
				expect(counts.warned).toBe(await lengthOf({ warned: 'true' }));
				for (const { code, count } of counts.municipalities)
					expect(count).toBe(await lengthOf({ municipality: code }));
				expect(counts.municipalities.reduce((sum, { count }) => sum + count, 0)).toBe(open.length);
			}),
			{ numRuns: 25 },
		);
	});
});
