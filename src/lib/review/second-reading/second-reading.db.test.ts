import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/tables.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { sitting, submission } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { reasonOf } from '../../../../tests/support/refusals.ts';
import { anActiveReviewer, drawShare, reads, saying } from '../../../../tests/support/second-reading.ts';
import {
	aReviewerNamed,
	aSubmission,
	forgetSubmissions,
} from '../../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { checkCase } from '../check-case.server.ts';
import { giveVerdict } from '../give-verdict.server.ts';
import { handOver } from '../hand-over.server.ts';
import { countQueue, listQueue } from '../list-queue.server.ts';
import { openCase } from '../open-case.server.ts';
import { releaseAbandoned } from '../release-abandoned.server.ts';
import { insertConflict } from '../store.server.ts';
import { secondReading } from '../tables.server.ts';
import { takeCase, takeNext } from '../take-next.server.ts';
import { endReading } from './end-reading.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z');
const ACCEPTED = saying('accepted');
const REJECTED = saying('rejected', 1, 'No se lee el nombre.');

let ana: Awaited<ReturnType<typeof anActiveReviewer>>;
let beto: typeof ana;
let carla: typeof ana;

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
	await db().delete(sitting);
	[ana, beto, carla] = (await Promise.all(['Ana Lara', 'Beto Ruiz', 'Carla Paz'].map(anActiveReviewer))) as [
		typeof ana,
		typeof ana,
		typeof ana,
	];
	drawShare(100);
	return () => drawShare(0);
});

type Sent = Awaited<ReturnType<typeof aSubmission>>;

const rowOf = async ({ id }: Sent) => (await db().select().from(submission).where(eq(submission.id, id)))[0]!;
const readingOf = async ({ id }: Sent) =>
	(await db().select().from(secondReading).where(eq(secondReading.submissionId, id)))[0];
const statesOf = async (who: typeof ana, { folio }: Sent) =>
	(await openCase(who, folio)).claims.map(({ state }) => state);
const ratingsOf = ({ id }: Sent) => db().select().from(rating).where(eq(rating.submissionId, id));
const foliosFor = async (who: typeof ana) => (await listQueue(who, {})).items.map(({ folio }) => folio);

/** A case with a degree that Ana accepted and a course that she rejected, kept as the first reading. */
async function readOnce() {
	const sent = await aSubmission({ claims: [{}, {}] });
	const [one, other] = sent.claims.map(({ claimId }) => claimId) as [string, string];
	const kept = await reads(ana, sent.folio, { [one]: ACCEPTED, [other]: REJECTED });
	return { ...sent, one, other, kept };
}

/** Like {@link readOnce}, and Beto accepts what Ana had rejected. */
async function readTwice() {
	const sent = await readOnce();
	const kept = await reads(beto, sent.folio, { [sent.one]: ACCEPTED, [sent.other]: ACCEPTED });
	return { ...sent, kept };
}

describe('a case that is drawn', () => {
	it('gets no dictamen from its first reader: it waits undecided in the queue with the same deadline', async () => {
		const sent = await readOnce();
		expect(sent.kept).toEqual({ folio: sent.folio, state: 'received', rereading: 'second' });
		expect(await ratingsOf(sent)).toEqual([]);
		expect(await rowOf(sent)).toMatchObject({
			state: 'received',
			rereading: 'second',
			holderId: null,
			preferredHolderId: null,
			dueOn: '2026-11-24',
			decidedAt: null,
		});
		expect(await readingOf(sent)).toMatchObject({ firstReaderId: ana.accountId, readerIds: [ana.accountId] });
	});

	it('shows the second reader nothing of the first', async () => {
		const sent = await readOnce();
		await takeCase(beto, sent.folio);
		const opened = await openCase(beto, sent.folio);
		expect(opened).toMatchObject({ rereading: 'second', identityRemark: null, cameBack: false });
		for (const claim of opened.claims)
			expect(claim).toMatchObject({ state: 'submitted', reason: null, note: null, readings: [] });
		expect((await checkCase(beto, sent.folio)).claims.map(({ state }) => state)).toEqual([
			'submitted',
			'submitted',
		]);
		expect(JSON.stringify(opened)).not.toContain('No se lee el nombre');
		expect(JSON.stringify(opened)).not.toContain('Ana Lara');
	});

	it('is neither listed for nor given to nor opened by whoever read it', async () => {
		const sent = await readOnce();
		expect(await foliosFor(ana)).toEqual([]);
		expect((await countQueue(ana)).all).toBe(0);
		expect(await takeNext(ana)).toBeNull();
		for (const trying of [takeCase, openCase])
			expect(await reasonOf(trying(ana, sent.folio))).toMatchObject({ kind: 'not_allowed' });
		expect(await countQueue(beto)).toMatchObject({ all: 1, rereading: 1 });
		expect((await listQueue(beto, { rereading: 'true' })).items).toMatchObject([
			{ folio: sent.folio, rereading: 'second' },
		]);
		expect((await takeNext(beto))?.folio).toBe(sent.folio);
	});

	it('stays so when the second reader hands it over or leaves it lying', async () => {
		const sent = await readOnce();
		await takeCase(beto, sent.folio);
		await handOver(beto, sent.folio);
		await takeCase(beto, sent.folio);
		setClock(() => new Date(NOON.getTime() + 31 * 60_000));
		await releaseAbandoned();
		expect(await rowOf(sent)).toMatchObject({ state: 'received', rereading: 'second' });
		expect(await takeNext(ana)).toBeNull();
	});

	it('keeps apart also whoever had decided something before handing it over', async () => {
		await anActiveReviewer('Diana Sol');
		const sent = await aSubmission();
		await takeCase(beto, sent.folio);
		await giveVerdict(beto, sent.claimId, ACCEPTED);
		await handOver(beto, sent.folio);
		expect(await reads(ana, sent.folio, {})).toMatchObject({ rereading: 'second' });
		expect(await foliosFor(beto)).toEqual([]);
		expect(await foliosFor(carla)).toEqual([sent.folio]);
	});
});

describe('a second reading that agrees', () => {
	it('is issued with the name of the second reader, and both are on record', async () => {
		const sent = await readOnce();
		await reads(beto, sent.folio, { [sent.one]: ACCEPTED, [sent.other]: saying('rejected') });
		expect(await ratingsOf(sent)).toMatchObject([{ issuedById: beto.accountId, issuedByName: 'Beto Ruiz' }]);
		expect(await rowOf(sent)).toMatchObject({ state: 'rated', rereading: null });
		expect(await readingOf(sent)).toMatchObject({
			outcome: 'agreed',
			firstReaderId: ana.accountId,
			secondReaderId: beto.accountId,
			endedAt: NOON,
		});
		expect((await openCase(ana, sent.folio)).state).toBe('rated');
	});
});

describe('a second reading that differs', () => {
	it('leaves undecided what is in dispute, for a third person only', async () => {
		const sent = await readTwice();
		expect(sent.kept).toMatchObject({ rereading: 'third' });
		expect(await ratingsOf(sent)).toEqual([]);
		for (const who of [ana, beto]) expect(await foliosFor(who)).toEqual([]);
		expect(await statesOf(carla, sent)).toEqual(['accepted', 'submitted']);
	});

	it('lays both readings before the third, without names', async () => {
		const sent = await readTwice();
		const { claims } = await openCase(carla, sent.folio);
		expect(claims[0]?.readings).toEqual([]);
		expect(claims[1]?.readings).toEqual([
			{
				reading: 1,
				revision: 1,
				verdict: 'rejected',
				reason: 'not-accredited',
				note: 'No se lee el nombre.',
			},
			{ reading: 2, revision: 1, verdict: 'accepted', reason: null, note: null },
		]);
		expect(JSON.stringify(claims)).not.toMatch(/Ana Lara|Beto Ruiz/);
	});

	it('is decided and issued by the third', async () => {
		const sent = await readTwice();
		await reads(carla, sent.folio, { [sent.other]: saying('rejected') });
		expect(await ratingsOf(sent)).toMatchObject([{ issuedById: carla.accountId }]);
		expect(await readingOf(sent)).toMatchObject({ outcome: 'settled', secondReaderId: beto.accountId });
		const entries = await db()
			.select({ details: auditEntry.details })
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'review.keep-reading'), eq(auditEntry.subject, sent.folio)))
			.orderBy(auditEntry.id);
		expect(entries).toMatchObject([
			{ details: { next: 'second', undecided: 2 } },
			{ details: { next: 'third', undecided: 1 } },
		]);
	});
});

describe('a case is issued at once', () => {
	const first = async () => {
		const sent = await aSubmission();
		await reads(ana, sent.folio, { [sent.claimId]: ACCEPTED });
		expect(await readingOf(sent)).toBeUndefined();
		expect(await ratingsOf(sent)).toHaveLength(1);
	};

	it('when it is not drawn', async () => {
		drawShare(0);
		await first();
	});

	it('while fewer than three review: the others left, or have not reviewed for a month', async () => {
		await db().update(account).set({ disabledAt: NOON }).where(eq(account.id, carla.accountId));
		await first();
		await db().update(account).set({ disabledAt: null }).where(eq(account.id, carla.accountId));
		await db()
			.update(sitting)
			.set({ endedAt: new Date(NOON.getTime() - 31 * 24 * 60 * 60_000) })
			.where(eq(sitting.accountId, carla.accountId));
		await aReviewerNamed('Nadie Nuevo');
		await first();
	});

	it('when the third has a conflict of interest with the person', async () => {
		const sent = await aSubmission();
		await inTransaction((tx) => insertConflict(tx, carla.accountId, sent.profileId));
		await reads(ana, sent.folio, { [sent.claimId]: ACCEPTED });
		expect(await ratingsOf(sent)).toHaveLength(1);
	});
});

describe('a case that nobody else may read any more', () => {
	it('goes on by an administrator, as its first reader had decided it', async () => {
		const boss = { ...(await aReviewerNamed('Eva Gil')), roles: ['admin' as const] };
		const sent = await readOnce();
		const reason = { reason: 'Solo queda una persona.' };
		expect(await reasonOf(endReading(boss, sent.folio, reason))).toMatchObject({ code: 'others_may_read' });
		for (const { accountId } of [beto, carla])
			await db().update(account).set({ disabledAt: NOON }).where(eq(account.id, accountId));
		await endReading(boss, sent.folio, reason);
		expect(await readingOf(sent)).toMatchObject({ outcome: 'released', endedAt: NOON });
		expect((await takeNext(ana))?.folio).toBe(sent.folio);
		expect(await statesOf(ana, sent)).toEqual(['accepted', 'rejected']);
		await reads(ana, sent.folio, {});
		expect(await ratingsOf(sent)).toHaveLength(1);
	});

	it('goes on also on its last day, and what is in dispute is for anybody', async () => {
		const boss = { ...(await aReviewerNamed('Eva Gil')), roles: ['admin' as const] };
		const sent = await readTwice();
		setClock(() => new Date('2026-11-24T18:00:00Z'));
		await endReading(boss, sent.folio, { reason: 'Vence hoy.' });
		expect(await foliosFor(ana)).toEqual([sent.folio]);
		expect(await statesOf(ana, sent)).toEqual(['accepted', 'submitted']);
		expect(await reasonOf(endReading(boss, sent.folio, { reason: 'Otra vez.' }))).toMatchObject({
			code: 'wrong_state',
		});
	});
});
