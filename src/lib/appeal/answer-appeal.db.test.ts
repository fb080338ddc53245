import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { readCedula } from '#lib/cedula/read-cedula.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { findRatingOf } from '#lib/rating/current-rating.server.ts';
import { getOwnRating, getOwnRatingById } from '#lib/rating/get-own-rating.server.ts';
import { listOwnRatings } from '#lib/rating/list-own-ratings.server.ts';
import { verdict } from '#lib/review/tables.server.ts';
import { accepting, anAppeal, anAppealOfAccepted, upholding } from '../../../tests/support/appeal-factory.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { codeOf, reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { answerAppeal } from './answer-appeal.server.ts';
import { askAppeal } from './ask-appeal.server.ts';
import { findOwnNewestAppeal, getOwnAppeals } from './get-own-appeals.server.ts';
import { openAppeal } from './open-appeal.server.ts';
import { readOwnAppealed } from './read-own-appealed.server.ts';
import { takeAppeal } from './take-appeal.server.ts';

useTestDatabase();

describe('what became of one’s own dictámenes', () => {
	it('is told to whoever issued them, and what they have to answer to whoever took it', async () => {
		setClock(() => new Date('2026-06-15T18:00:00Z'));
		const { reviewer, another, appeal, degreeId, folio } = await anAppeal();
		expect(await readOwnAppealed(reviewer)).toEqual({ asked: 1, answered: 0, changed: 0, held: [] });
		await takeAppeal(another, appeal.id);
		const held = [{ id: appeal.id, folio, dueOn: expect.any(String) }];
		expect(await readOwnAppealed(another)).toEqual({ asked: 0, answered: 0, changed: 0, held });
		await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		expect(await readOwnAppealed(reviewer)).toEqual({ asked: 1, answered: 1, changed: 1, held: [] });
		expect(await readOwnAppealed(another)).toEqual({ asked: 0, answered: 0, changed: 0, held: [] });
	});
});

describe('an appeal that changes a decision', () => {
	it('issues a new dictamen by the engine, which supersedes the one before', async () => {
		setClock(() => new Date('2026-06-15T18:00:00Z'));
		const { servant, another, appeal, degreeId } = await anAppeal();
		expect(await getOwnRating(servant)).toMatchObject({ stars: null, points: 0 });
		await takeAppeal(another, appeal.id);
		const answered = await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		expect(await getOwnRating(servant)).toMatchObject({
			id: answered.newRatingId,
			state: 'current',
			afterAppeal: true,
			points: 2200,
			issuedBy: another.name,
			model: 'shm-v1',
		});
	});

	it('leaves the old one readable as it was, under its model, as superseded', async () => {
		const { servant, another, appeal, degreeId } = await anAppeal();
		const before = await getOwnRating(servant);
		await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		expect(await getOwnRatingById(servant, appeal.ratingId)).toEqual({ ...before, state: 'superseded' });
		expect(await listOwnRatings(servant)).toMatchObject([
			{ state: 'current', supersededAt: null },
			{ id: appeal.ratingId, state: 'superseded', supersededAt: expect.any(String) },
		]);
	});

	it('shows and mails the person the outcome, with each explanation on the page only', async () => {
		const { servant, another, appeal, degreeId, folio } = await anAppeal();
		await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		const [shown] = (await getOwnAppeals(servant)).appeals;
		const { askedAt, dueOn, movedFrom, answeredAt, answeredBy } = shown!;
		const standing = { askedAt, dueOn, movedFrom, answeredAt, answeredBy };
		expect(await findOwnNewestAppeal(servant)).toEqual(standing);
		expect(shown).toMatchObject({
			state: 'answered',
			answeredBy: another.name,
			criteria: [{ key: 'A1', outcome: 'changed', explanation: 'El documento sí acredita el grado.' }],
		});
		const mail = await mailFor(servant.accountId, 'appeal-answered');
		expect(mail?.subject).toContain(folio);
		expect(mail?.body).toMatch(/\/mi\/ponderacion\/aclaracion$/m);
		expect(mail?.body).not.toContain('acredita');
		const told = (await messagesFor(servant.accountId)).map(({ template }) => template);
		expect(told.filter((template) => template === 'rated')).toHaveLength(1);
	});

	it('appends the verdict, changes the claim for the person and leaves the submission rated', async () => {
		const { servant, another, appeal, degreeId, folio } = await anAppeal();
		await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		const verdicts = await db().select().from(verdict).where(eq(verdict.claimId, degreeId));
		expect(verdicts.map((row) => [row.verdict, row.accountId === another.accountId])).toEqual([
			['rejected', false],
			['accepted', true],
		]);
		const { claims } = await readCedula(db(), servant.profileId);
		expect(claims.find(({ id }) => id === degreeId)?.state).toBe('accepted');
		const [sent] = await db().select().from(submission).where(eq(submission.folio, folio));
		expect(sent?.state).toBe('rated');
	});

	it('is on record with what changed, and no word of anybody', async () => {
		const { another, appeal, degreeId } = await anAppeal();
		const { newRatingId } = await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'appeal.answer'), eq(auditEntry.subject, appeal.id)));
		expect(entry?.details).toEqual({
			outcomes: { A1: 'changed' },
			claims: [{ claimId: degreeId, from: 'rejected', to: 'accepted' }],
			ratingId: appeal.ratingId,
			newRatingId,
		});
	});

	it('may also reject what was accepted, with its reason; the new dictamen can be appealed in turn', async () => {
		const { servant, another, appeal, claimIds } = await withClaims();
		const answer = {
			criteria: { E1: { outcome: 'changed', explanation: 'La constancia es de otra persona.' } },
			claims: {
				[claimIds[1]!]: { verdict: 'rejected', reason: 'not-accredited', note: 'Es de otra persona.' },
			},
		};
		await answerAppeal(another, appeal.id, answer);
		const rating = await getOwnRating(servant);
		if (!('elements' in rating)) throw new Error('there is no rating');
		expect(rating.elements.find(({ key }) => key === 'experience')?.points).toBe(0);
		expect(await getOwnAppeals(servant)).toMatchObject({ obstacle: null });
		const again = await askAppeal(servant, { reasons: { E1: 'Sí es mía.' } });
		expect(again.ratingId).toBe(rating.id);
		expect(await codeOf(takeAppeal(another, again.id))).toBe('403 not_allowed');
	});
});

async function withClaims() {
	const appealed = await anAppealOfAccepted();
	const { claims } = await readCedula(db(), appealed.servant.profileId);
	const claimIds = claims.map(({ id, kind }) => ({ id, kind }));
	claimIds.sort((a, b) => a.kind.localeCompare(b.kind));
	return { ...appealed, claimIds: claimIds.map(({ id }) => id) };
}

describe('an appeal that upholds', () => {
	it('leaves the dictamen holding and says why', async () => {
		const { servant, another, appeal } = await anAppeal();
		const before = await getOwnRating(servant);
		const answered = await answerAppeal(another, appeal.id, upholding('A1'));
		expect(answered).toEqual({ id: appeal.id, changed: false, newRatingId: null });
		expect(await getOwnRating(servant)).toEqual(before);
		expect((await getOwnAppeals(servant)).appeals[0]).toMatchObject({
			state: 'answered',
			criteria: [{ outcome: 'upheld' }],
		});
		expect(await codeOf(askAppeal(servant, { reasons: { A1: 'Otra vez.' } }))).toBe('409 already_asked');
	});
});

describe('an answer is refused', () => {
	it('when it is not whole, by field, and nothing is written', async () => {
		const { servant, another, appeal, degreeId } = await anAppeal();
		const before = await getOwnRating(servant);
		const half = { criteria: { A1: { outcome: 'changed', explanation: '' } }, claims: {} };
		expect(await reasonOf(answerAppeal(another, appeal.id, half))).toMatchObject({
			problems: [{ path: 'criteria.A1.outcome' }, { path: 'criteria.A1.explanation' }],
		});
		const upheld = { ...upholding('A1'), claims: { [degreeId]: { verdict: 'accepted' } } };
		expect(await codeOf(answerAppeal(another, appeal.id, upheld))).toBe('422 invalid');
		expect(await getOwnRating(servant)).toEqual(before);
	});

	it('when it would decide a claim that no criterion asked about', async () => {
		const { another, appeal, degreeId, postId } = await anAppeal();
		const answer = accepting(degreeId, 'A1');
		const claims = { ...answer.claims, [postId]: { verdict: 'accepted' } };
		expect(await reasonOf(answerAppeal(another, appeal.id, { ...answer, claims }))).toMatchObject({
			problems: [{ path: `claims.${postId}.verdict`, code: 'not_asked' }],
		});
	});

	it('once it was answered', async () => {
		const { another, appeal } = await anAppeal();
		await answerAppeal(another, appeal.id, upholding('A1'));
		expect(await codeOf(answerAppeal(another, appeal.id, upholding('A1')))).toBe('409 wrong_state');
	});
});

describe('opening an appeal', () => {
	it('shows the rating, the reasons and the claims of the criteria only, and is on the record of the person', async () => {
		const { servant, another, appeal, degreeId } = await anAppeal();
		const opened = await openAppeal(another, appeal.id);
		expect(opened).toMatchObject({
			state: 'received',
			mine: false,
			criteria: [{ key: 'A1', reasons: 'El título dice licenciatura.' }],
			rating: { id: appeal.ratingId, points: 0 },
		});
		expect(opened.case.claims.map(({ id }) => id)).toEqual([degreeId]);
		expect(opened.case.claims[0]?.evidence).toHaveLength(1);
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.profileId, servant.profileId), eq(auditEntry.actorId, another.accountId)));
		expect(entry).toMatchObject({ purpose: 'Aclaración de su ponderación' });
	});

	it('keeps the identity as it was attested', async () => {
		const { servant, another, appeal, degreeId } = await anAppeal();
		const { newRatingId } = await answerAppeal(another, appeal.id, accepting(degreeId, 'A1'));
		const issued = await findRatingOf(db(), servant.profileId, newRatingId!);
		expect(issued).toMatchObject({ identityAttested: true, appealId: appeal.id });
	});
});
