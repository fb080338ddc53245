import { arrayOverlaps, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { claimEvidence } from '#lib/evidence/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { getOwnRatingById } from '#lib/rating/get-own-rating.server.ts';
import { listOwnRatings } from '#lib/rating/list-own-ratings.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';
import { declareConflict } from '#lib/review/declare-conflict.server.ts';
import { expectDoor } from '../../../tests/support/access.ts';
import { anAppeal, byKey, upholding } from '../../../tests/support/appeal-factory.ts';
import { aRatedServant } from '../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { hasNobody } from './another-person.server.ts';
import { answerAppeal } from './answer-appeal.server.ts';
import { askAppeal } from './ask-appeal.server.ts';
import { findOwnNewestAppeal, getOwnAppeals } from './get-own-appeals.server.ts';
import { countAppeals, listAppeals } from './list-appeals.server.ts';
import { openAppeal } from './open-appeal.server.ts';
import { readOwnAppealed } from './read-own-appealed.server.ts';
import { readAppealFile, readAppealPage } from './read-appeal-file.server.ts';
import { declareAppealConflict, handOverAppeal, takeAppeal } from './take-appeal.server.ts';

useTestDatabase();

type Try = (who: Principal | null, id: string) => Promise<unknown>;
const ON_ONE: [string, Try][] = [
	['take', takeAppeal],
	['open', openAppeal],
	['answer', (who, id) => answerAppeal(who, id, upholding('A1'))],
	['hand over', handOverAppeal],
	['declare a conflict about', declareAppealConflict],
	['download a file of', (who, id) => readAppealFile(who, id, id)],
	['see a page of', (who, id) => readAppealPage(who, id, id, { page: '1', size: 'full' })],
];

describe('the door', () => {
	it('of asking and of one\u2019s own appeals is open to servants', async () => {
		await expectDoor('appeal.own', ['servant'], (who) => askAppeal(who, { reasons: { E1: 'No.' } }));
		await expectDoor('appeal.own', ['servant'], getOwnAppeals);
		await expectDoor('appeal.own', ['servant'], findOwnNewestAppeal);
	});

	it('of the queue is open to reviewers, administrators and experts', async () => {
		await expectDoor('appeal.answer', ['reviewer', 'admin', 'expert'], (who) => listAppeals(who, {}));
		await expectDoor('appeal.answer', ['reviewer', 'admin', 'expert'], countAppeals);
	});

	it('of what became of one’s own dictámenes is open to reviewers and administrators', () =>
		expectDoor('review.own-workload', ['reviewer', 'admin'], readOwnAppealed));

	it.each(ON_ONE)('to %s one refuses other roles, nobody and keys of another scope', async (_, trying) => {
		const { appeal, another } = await anAppeal();
		expect(await codeOf(trying(null, appeal.id))).toBe('401 unauthenticated');
		for (const role of ['servant', 'recruiter', 'privacy', 'auditor'] as const)
			expect(await codeOf(trying({ ...another, roles: [role] }, appeal.id))).toBe('403 not_allowed');
		expect(await codeOf(trying(byKey(another, 'bank'), appeal.id))).toBe('403 not_allowed');
	});

	it('stays shut while an administrator helps the person at the desk', async () => {
		const { servant } = await aRatedServant();
		const helping: Principal = {
			...(await aStaffMember('admin')),
			profileId: servant.profileId,
			assists: { name: 'Itzel', until: new Date(Date.now() + 60_000) },
		};
		expect(await codeOf(askAppeal(helping, { reasons: { E1: 'No.' } }))).toBe('403 not_allowed');
	});
});

describe('another person answers: neither who issued, nor the owner, nor with a declared conflict', () => {
	/** Each of those who may not, made from one appeal. */
	async function concerned() {
		const appealed = await anAppeal();
		const { servant, reviewer, folio } = appealed;
		const impartialNoMore = await aStaffMember('admin');
		await declareConflict(impartialNoMore, folio);
		const owner: Principal = { ...servant, roles: ['servant', 'reviewer', 'admin'] };
		return { ...appealed, those: { reviewer, owner, impartialNoMore } };
	}

	it.each(ON_ONE)('to %s', async (_, trying) => {
		const { those, appeal } = await concerned();
		for (const who of Object.values(those))
			expect(await codeOf(trying(who, appeal.id))).toBe('403 not_allowed');
	});

	it('nor are they offered it or counted it', async () => {
		const { those, another, appeal } = await concerned();
		const listed = async (who: Principal) => (await listAppeals(who, {})).items.map(({ id }) => id);
		for (const who of Object.values(those)) {
			expect(await listed(who)).not.toContain(appeal.id);
			expect(await countAppeals(who)).toBe((await listed(who)).length);
		}
		expect(await listed(another)).toContain(appeal.id);
		expect(await listed(await aStaffMember('admin'))).toContain(appeal.id);
	});

	it('nor may whoever got a conflict while holding it', async () => {
		const { another, appeal, folio } = await anAppeal();
		await takeAppeal(another, appeal.id);
		await declareConflict(another, folio);
		expect(await codeOf(answerAppeal(another, appeal.id, upholding('A1')))).toBe('403 not_allowed');
	});
});

describe('a person', () => {
	it('sees their own appeals and dictámenes, and nobody else\u2019s', async () => {
		const { servant, appeal } = await anAppeal();
		const other = await aServant();
		expect(await getOwnAppeals(other)).toEqual({
			askBy: null,
			askMovedFrom: null,
			obstacle: 'no_rating',
			appeals: [],
		});
		expect(await listOwnRatings(other)).toEqual([]);
		expect(await codeOf(getOwnRatingById(other, appeal.ratingId))).toBe('404 not_found');
		expect(await getOwnRatingById(servant, appeal.ratingId)).toMatchObject({ id: appeal.ratingId });
	});

	it('cannot take over the form of somebody else', async () => {
		const { appeal } = await anAppeal();
		const { servant } = await aRatedServant();
		const form = { id: appeal.id, reasons: { E1: 'No.' } };
		expect(await codeOf(askAppeal(servant, form))).toBe('422 invalid');
	});

	it('is not told that there is an appeal of somebody else: an unknown one is not found either way', async () => {
		const reviewer = await aStaffMember('reviewer');
		expect(await codeOf(openAppeal(reviewer, 'x'))).toBe('404 not_found');
		const [row] = await db().select().from(account).where(eq(account.id, reviewer.accountId));
		expect(await codeOf(takeAppeal(reviewer, row!.id))).toBe('404 not_found');
	});
});

describe('an expert', () => {
	it('takes and answers an appeal, in that role, and sees nothing else of the bench', async () => {
		const { appeal, servant } = await anAppeal();
		const expert = await aStaffMember('expert');
		await takeAppeal(expert, appeal.id);
		const opened = await openAppeal(expert, appeal.id);
		expect(opened).toMatchObject({ mine: true, case: { claims: [{ kind: 'education' }] } });
		expect(await codeOf(openCase(expert, opened.case.folio))).toBe('403 not_allowed');
		await answerAppeal(expert, appeal.id, upholding('A1'));
		expect((await getOwnAppeals(servant)).appeals[0]).toMatchObject({ answeredBy: expert.name });
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.actorId, expert.accountId));
		expect(new Set(entries.map(({ role }) => role))).toEqual(new Set(['expert']));
	});

	it('opens only documents of what the appeal looks at', async () => {
		const { appeal, degreeId, postId } = await anAppeal();
		const expert = await aStaffMember('expert');
		const fileOf = async (claimId: string) =>
			(await db().select().from(claimEvidence).where(eq(claimEvidence.claimId, claimId)))[0]!.evidenceId;
		const opening = (id: string) => readAppealFile(expert, appeal.id, id);
		expect(await codeOf(opening(await fileOf(postId)))).toBe('404 not_found');
		const bytes = opening(await fileOf(degreeId)).catch((error: unknown) => error);
		expect(await bytes).not.toBeInstanceOf(Refusal);
	});

	it('reads no appeal that somebody else has answered', async () => {
		const { appeal, another } = await anAppeal();
		await takeAppeal(another, appeal.id);
		await answerAppeal(another, appeal.id, upholding('A1'));
		expect(await codeOf(openAppeal(await aStaffMember('expert'), appeal.id))).toBe('403 not_allowed');
		expect(await openAppeal(await aStaffMember('reviewer'), appeal.id)).toMatchObject({ state: 'answered' });
	});

	it('is somebody who may answer, where nobody else is left', async () => {
		const { appeal } = await anAppeal();
		await db()
			.update(account)
			.set({ disabledAt: new Date() })
			.where(arrayOverlaps(account.roles, ['reviewer', 'admin', 'expert']));
		expect(await hasNobody(db(), appeal.id)).toBe(true);
		await aStaffMember('expert');
		expect(await hasNobody(db(), appeal.id)).toBe(false);
	});
});
