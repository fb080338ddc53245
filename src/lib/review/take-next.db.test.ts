import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/tables.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { noteWarnings } from '#lib/cedula/note-warnings.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { bulkSubmissions } from '../../../tests/support/bulk-submissions.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { insertConflict } from './store.server.ts';
import { takeCase, takeNext } from './take-next.server.ts';

useTestDatabase();

/** A Wednesday, noon in Toluca; Thursday is the next business day. */
const NOON = new Date('2026-11-18T18:00:00Z');

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
});

const rowOf = async (folio: string) => {
	const [row] = await db().select().from(submission).where(eq(submission.folio, folio));
	return row;
};

/** Ends the work on a case as its dictamen would. */
async function finish(folio: string): Promise<void> {
	const row = await rowOf(folio);
	await inTransaction((tx) => moveSubmission(tx, row!.id, 'issue', { holderId: null }));
}

describe('taking the next case', () => {
	it('gives the one that is due first, and writes down who has it since when', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await aSubmission({ dueOn: '2026-11-24' });
		const first = await aSubmission({ dueOn: '2026-11-20' });
		const item = await takeNext(ana);
		expect(item).toMatchObject({
			folio: first.folio,
			assignedTo: 'Ana Lara',
			mine: true,
			state: 'in_review',
		});
		expect(await rowOf(first.folio)).toMatchObject({
			holderId: ana.accountId,
			takenAt: NOON,
			holderSeenAt: NOON,
		});
	});

	it('gives nothing when nothing waits', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		expect(await takeNext(ana)).toBeNull();
		await aSubmission();
		await takeNext(ana);
		expect(await takeNext(beto)).toBeNull();
	});

	it('waits for the last one while other work has it in hand', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission();
		const asked = await inTransaction(async (tx) => {
			await noteWarnings(tx, sent.id, 1);
			const asking = takeNext(ana);
			const first = await Promise.race([asking, pause(200)]);
			expect(first, 'while the other work goes on').toBeUndefined();
			return { asking };
		});
		expect((await asked.asking)?.folio).toBe(sent.folio);
	});

	it('gives another one each time, also to somebody who asks several times at the same moment', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		for (let i = 0; i < 4; i++) await aSubmission();
		const taken = await Promise.all([takeNext(ana), takeNext(ana), takeNext(ana)]);
		expect(new Set(taken.map((item) => item?.folio)).size).toBe(3);
	});

	it('gives one case to a form that is sent twice, also at the same moment', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		for (let i = 0; i < 3; i++) await aSubmission();
		const form = newId();
		const twice = await Promise.all([takeNext(ana, { form }), takeNext(ana, { form })]);
		expect(new Set(twice.map((item) => item?.folio)).size).toBe(1);
		expect((await takeNext(ana, { form }))?.folio).toBe(twice[0]?.folio);
		expect((await takeNext(ana, { form: newId() }))?.folio).not.toBe(twice[0]?.folio);
	});

	it('gives another case to the same form once the first one is finished, and never one of somebody else', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		for (let i = 0; i < 3; i++) await aSubmission();
		const form = newId();
		const first = await takeNext(ana, { form });
		expect((await takeNext(beto, { form }))?.folio).not.toBe(first?.folio);
		await finish(first!.folio);
		const next = await takeNext(ana, { form });
		expect(next).not.toBeNull();
		expect(next?.folio).not.toBe(first?.folio);
	});

	it('refuses a form that carries no id of ours', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await expect(takeNext(ana, { form: 'x' })).rejects.toMatchObject({ reason: { kind: 'invalid' } });
	});

	it('never gives a reviewer their own cédula', async () => {
		const servant = await aServant();
		const reviewer = { ...servant, roles: ['servant' as const, 'reviewer' as const] };
		await aSubmission({ profileId: servant.profileId, dueOn: '2026-11-19' });
		expect(await takeNext(reviewer)).toBeNull();
		const other = await aSubmission({ dueOn: '2026-11-24' });
		expect((await takeNext(reviewer))?.folio).toBe(other.folio);
	});

	it('never gives a case where the reviewer declared a conflict of interest', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const { folio, profileId } = await aSubmission();
		await inTransaction((tx) => insertConflict(tx, ana.accountId, profileId));
		expect(await takeNext(ana)).toBeNull();
		expect((await takeNext(beto))?.folio).toBe(folio);
	});

	it('gives each of 1,000 cases to exactly one of ten reviewers who ask at the same time', async () => {
		const reviewers = [];
		for (let i = 0; i < 10; i++) reviewers.push(await aReviewerNamed(`Persona ${i}`));
		const made = await bulkSubmissions(Array.from({ length: 1000 }, () => ({})));
		const taken: string[] = [];
		await Promise.all(
			reviewers.map(async (reviewer) => {
				for (let item = await takeNext(reviewer); item; item = await takeNext(reviewer))
					taken.push(item.folio);
			}),
		);
		expect(taken.length).toBe(1000);
		expect(taken.sort()).toEqual(made.map(({ folio }) => folio).sort());
	}, 60_000);
});

describe('a case that comes back from its person', () => {
	it('goes first to the reviewer who returned it, before what is due earlier', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await aSubmission({ dueOn: '2026-11-18' });
		const back = await aSubmission({ dueOn: '2026-11-24', preferredHolderId: ana.accountId });
		expect((await takeNext(ana))?.folio).toBe(back.folio);
	});

	it('is kept from others while more than one business day is left', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const back = await aSubmission({ dueOn: '2026-11-20', preferredHolderId: ana.accountId });
		expect(await takeNext(beto)).toBeNull();
		expect((await takeNext(ana))?.folio).toBe(back.folio);
	});

	it('is for anybody from the business day before it is due', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const back = await aSubmission({ dueOn: '2026-11-19', preferredHolderId: ana.accountId });
		expect((await takeNext(beto))?.folio).toBe(back.folio);
	});

	it('is for anybody when the reviewer who returned it no longer works here', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const back = await aSubmission({ dueOn: '2026-11-24', preferredHolderId: ana.accountId });
		await db().update(account).set({ disabledAt: NOON }).where(eq(account.id, ana.accountId));
		expect((await takeNext(beto))?.folio).toBe(back.folio);
	});

	it('is for anybody when that reviewer lost the role, or declared a conflict of interest', async () => {
		const [ana, beto, eva] = [
			await aReviewerNamed('Ana Lara'),
			await aReviewerNamed('Beto Ruiz'),
			await aReviewerNamed('Eva Sol'),
		];
		const one = await aSubmission({ dueOn: '2026-11-24', preferredHolderId: ana.accountId });
		const other = await aSubmission({ dueOn: '2026-11-25', preferredHolderId: eva.accountId });
		await db()
			.update(account)
			.set({ roles: ['auditor'] })
			.where(eq(account.id, ana.accountId));
		await inTransaction((tx) => insertConflict(tx, eva.accountId, other.profileId));
		expect((await takeNext(beto))?.folio).toBe(one.folio);
		await finish(one.folio);
		expect((await takeNext(beto))?.folio).toBe(other.folio);
	});

	it('is no longer kept for anybody once it was taken', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const back = await aSubmission({ preferredHolderId: ana.accountId });
		await takeNext(ana);
		expect((await rowOf(back.folio))?.preferredHolderId).toBeNull();
	});
});

describe('taking a given case', () => {
	it('takes it out of turn', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await aSubmission({ dueOn: '2026-11-18' });
		const chosen = await aSubmission({ dueOn: '2026-11-25' });
		expect((await takeCase(ana, chosen.folio)).folio).toBe(chosen.folio);
		expect((await takeCase(ana, chosen.folio)).mine).toBe(true);
	});

	it('may be one that is kept for somebody else', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const back = await aSubmission({ preferredHolderId: ana.accountId });
		expect((await takeCase(beto, back.folio)).mine).toBe(true);
	});

	it.each(['needs_you', 'rated', 'withdrawn'])('is refused when it is %s', async (state) => {
		const ana = await aReviewerNamed('Ana Lara');
		const { folio } = await aSubmission({ state });
		await expect(takeCase(ana, folio)).rejects.toMatchObject({
			reason: { code: 'wrong_state', details: { state } },
		});
	});

	it('is refused when somebody else has it', async () => {
		const [ana, beto] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Beto Ruiz')];
		const { folio } = await aSubmission();
		await takeCase(ana, folio);
		await expect(takeCase(beto, folio)).rejects.toMatchObject({ reason: { code: 'wrong_state' } });
	});

	it('is not found under a folio that does not exist', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		await expect(takeCase(ana, 'SHM-2026-999999')).rejects.toMatchObject({ reason: { kind: 'not_found' } });
	});
});
