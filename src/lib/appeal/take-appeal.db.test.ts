import { and, eq, isNull, ne } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { countQueue, listQueue } from '#lib/review/list-queue.server.ts';
import { takeNext } from '#lib/review/take-next.server.ts';
import { accepting, anAppeal, anAppealAgainst, upholding } from '../../../tests/support/appeal-factory.ts';
import { aStaffMember } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { answerAppeal } from './answer-appeal.server.ts';
import { countAppealsWithoutAnyone } from './read-appeal.server.ts';
import { countAppeals, listAppeals } from './list-appeals.server.ts';
import { openAppeal } from './open-appeal.server.ts';
import { releaseAbandonedAppeals } from './release-abandoned-appeals.server.ts';
import { appeal as appeals } from './tables.server.ts';
import { declareAppealConflict, handOverAppeal, takeAppeal } from './take-appeal.server.ts';

useTestDatabase();
beforeEach(() => db().delete(appeals));

const listed = async (who: Parameters<typeof listAppeals>[0]) => (await listAppeals(who, {})).items;

describe('the queue of appeals', () => {
	it('is counted as it is listed, by due date, and holds nothing of the ordinary queue', async () => {
		const { another, appeal, folio } = await anAppeal();
		const before = await countQueue(another);
		const items = await listed(another);
		expect(items).toMatchObject([{ id: appeal.id, folio, criteria: ['A1'], mine: false }]);
		expect(await countAppeals(another)).toBe(items.length);
		expect((await listQueue(another, {})).items.map((item) => item.folio)).not.toContain(folio);
		expect(await takeNext(another)).toBeNull();
		await takeAppeal(another, appeal.id);
		expect(await countQueue(another)).toEqual(before);
		expect(await listed(another)).toMatchObject([{ mine: true, state: 'in_review' }]);
	});

	it('loses what was answered', async () => {
		const { another, appeal } = await anAppeal();
		await answerAppeal(another, appeal.id, upholding('A1'));
		expect(await listed(another)).toEqual([]);
		expect(await countAppeals(another)).toBe(0);
	});
});

describe('an appeal is taken', () => {
	it('by one of two who take it at once', async () => {
		const { another, appeal } = await anAppeal();
		const other = await aStaffMember('admin');
		const both = await Promise.allSettled([takeAppeal(another, appeal.id), takeAppeal(other, appeal.id)]);
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const winner = both[0].status === 'fulfilled' ? another : other;
		const loser = winner === another ? other : another;
		expect(await codeOf(answerAppeal(loser, appeal.id, upholding('A1')))).toBe('409 not_holder');
		expect(await openAppeal(winner, appeal.id)).toMatchObject({ mine: true });
		await takeAppeal(winner, appeal.id);
	});

	it('and answered once, also when the answer comes twice at once', async () => {
		const { servant, another, appeal, degreeId } = await anAppeal();
		await takeAppeal(another, appeal.id);
		const answer = accepting(degreeId, 'A1');
		const both = await Promise.allSettled([
			answerAppeal(another, appeal.id, answer),
			answerAppeal(another, appeal.id, answer),
		]);
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const ratings = await db().select().from(rating).where(eq(rating.profileId, servant.profileId));
		expect(ratings).toHaveLength(2);
	});

	it('and goes back by hand, by a declared conflict, or when it is abandoned', async () => {
		const { another, appeal } = await anAppeal();
		const other = await aStaffMember('reviewer');
		await takeAppeal(another, appeal.id);
		await handOverAppeal(another, appeal.id);
		await takeAppeal(other, appeal.id);
		await declareAppealConflict(other, appeal.id);
		expect(await listed(other)).toEqual([]);
		expect(await listed(another)).toMatchObject([{ state: 'received', assignedTo: null }]);
		await takeAppeal(another, appeal.id);
		expect(await releaseAbandonedAppeals()).toBe(0);
		setClock(() => new Date(Date.now() + 31 * 60_000));
		expect(await releaseAbandonedAppeals()).toBe(1);
		expect(await listed(another)).toMatchObject([{ state: 'received' }]);
	});

	it('and an answer written meanwhile is still taken, unless somebody else took it', async () => {
		const [kept, lost] = [await anAppeal(), await anAppeal()];
		for (const { another, appeal } of [kept, lost]) {
			await takeAppeal(another, appeal.id);
			await handOverAppeal(another, appeal.id);
		}
		await takeAppeal(kept.another, lost.appeal.id);
		expect(await answerAppeal(kept.another, kept.appeal.id, upholding('A1'))).toMatchObject({
			changed: false,
		});
		expect(await codeOf(answerAppeal(lost.another, lost.appeal.id, upholding('A1')))).toBe('409 not_holder');
	});
});

describe('nothing of an ordinary case changes', () => {
	it('a submission still ends in one dictamen, and no second one', async () => {
		const { reviewer, folio, servant } = await anAppeal();
		const attested = { identityAttested: true };
		expect(await codeOf(issueRating(reviewer, folio, attested))).toBe('409 wrong_state');
		const [row] = await db().select().from(rating).where(eq(rating.profileId, servant.profileId));
		const again = db()
			.insert(rating)
			.values({ ...row!, id: newId() });
		await expect(again).rejects.toThrow();
	});
});

describe('when nobody else may answer', () => {
	it('the administrators are told at once, by mail and on the status page', async () => {
		const admin = await aStaffMember('admin');
		const told = async () => (await messagesFor(admin.accountId)).map(({ template }) => template);
		await anAppeal();
		expect(await told()).not.toContain('appeal-unassigned');
		expect(await countAppealsWithoutAnyone()).toBe(0);
		const others = and(ne(account.id, admin.accountId), isNull(account.profileId));
		await db().delete(appeals);
		await db().update(account).set({ disabledAt: new Date() }).where(others);
		const alone = await anAppealAgainst(admin);
		expect(await countAppealsWithoutAnyone()).toBe(1);
		expect(await told()).toContain('appeal-unassigned');
		const mail = await mailFor(admin.accountId, 'appeal-unassigned');
		expect(mail?.subject).toContain(alone.folio);
		expect(mail?.body).toMatch(/\/admin\/personal$/m);
		await aStaffMember('reviewer');
		expect(await countAppealsWithoutAnyone()).toBe(0);
		expect(await mailFor(admin.accountId, 'appeal-unassigned')).toBeNull();
	});
});
