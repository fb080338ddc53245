import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { changeClaim } from '#lib/cedula/change-claim.server.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import type { RemarkOutcome } from '#lib/cedula/remarks.ts';
import { saveReplies } from '#lib/cedula/save-replies.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { remark, submission } from '#lib/cedula/tables.server.ts';
import { withdrawClaim } from '#lib/cedula/withdraw-claim.server.ts';
import { withdrawSubmission } from '#lib/cedula/withdraw-submission.server.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { A_DEGREE, A_POST, aSubmission } from '../../../tests/support/cases.ts';
import { aStaffMember } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { observeIdentity } from './observe-identity.server.ts';
import { openCase } from './open-case.server.ts';
import { returnSubmission } from './return-submission.server.ts';
import { takeCase } from './take-next.server.ts';

useTestDatabase();

let reviewer: Principal;
let day = '2026-06-15';
const goTo = (date: string) => {
	day = date;
	setClock(() => new Date(`${date}T18:00:00Z`));
};

beforeAll(async () => {
	reviewer = await aStaffMember('reviewer');
});
afterEach(() => setClock());

type Sent = Awaited<ReturnType<typeof aSubmission>>;

/** What happens to what was observed, and what becomes of the remarks on claims by it. */
const ENDS = {
	corrects: 'corrected',
	replies: 'unchanged',
	leavesAsIs: 'unchanged',
	takesOneOut: 'unchanged',
	letsThePeriodEnd: 'unanswered',
	withdrawsAll: 'taken_back',
} as const satisfies Record<string, RemarkOutcome>;
type End = keyof typeof ENDS;

/** One conversation for each way it can end, and one that is observed again: chance alone leaves one out now and then. */
const ONE_OF_EACH = Object.keys(ENDS).map((end) => [{ claims: [0], identity: false, end: end as End }]);
const OBSERVED_TWICE = [...ONE_OF_EACH[0]!, ...ONE_OF_EACH[0]!];

const rounds = fc.array(
	fc.record({
		claims: fc.subarray([0, 1]),
		identity: fc.boolean(),
		end: fc.constantFrom(...(Object.keys(ENDS) as End[])),
	}),
	{ minLength: 1, maxLength: 4 },
);

const rowOf = async ({ folio }: Sent) =>
	(await db().select().from(submission).where(eq(submission.folio, folio)))[0]!;
const remarksOf = async (sent: Sent) =>
	db()
		.select()
		.from(remark)
		.where(eq(remark.submissionId, (await rowOf(sent)).id));

/** The reviewer takes the case, observes what is told, accepts what is left and returns it. @returns how many items were observed */
async function observe(sent: Sent, chosen: readonly number[], identity: boolean): Promise<number> {
	await takeCase(reviewer, sent.folio);
	const { claims } = await openCase(reviewer, sent.folio);
	const standing = claims.filter(({ state }) => state !== 'withdrawn');
	const observed = standing.filter(({ id }) => chosen.includes(sent.claimIds.indexOf(id)));
	for (const { id, revision, state } of standing) {
		if (observed.some((claim) => claim.id === id))
			await giveVerdict(reviewer, id, { revision, verdict: 'observed', reason: 'illegible' });
		else if (state === 'submitted') await giveVerdict(reviewer, id, { revision, verdict: 'accepted' });
	}
	if (identity) await observeIdentity(reviewer, sent.folio, { observed: true, note: 'El nombre es otro.' });
	const items = observed.length + (identity ? 1 : 0);
	if (items > 0) await returnSubmission(reviewer, sent.folio);
	return items;
}

/** The person, or the end of the period. @returns what was asked, and the claim that was taken out or whose correction was begun */
async function answer(sent: Sent, end: End, round: number) {
	const { servant } = sent;
	const asked = (await getSubmission(servant)).remarks;
	const claims = asked.flatMap(({ claimId }) => claimId ?? []);
	if (end === 'withdrawsAll') await withdrawSubmission(servant);
	if (end === 'letsThePeriodEnd') {
		if (claims[0]) await changeClaim(servant, claims[0], correction(sent, claims[0], round));
		goTo(addDays(day, 30));
		await runPeriodic('close-correction-periods');
	}
	if (end === 'corrects')
		for (const id of claims) await changeClaim(servant, id, correction(sent, id, round));
	if (end === 'replies') {
		const replies = Object.fromEntries(asked.map(({ claimId }) => [claimId ?? 'identity', replyOf(round)]));
		await saveReplies(servant, { replies });
	}
	const mayTakeOut = end === 'takesOneOut' && (await getCedula(servant)).claims.length > 1;
	const takenOut = mayTakeOut ? (claims[0] ?? null) : null;
	if (takenOut) await withdrawClaim(servant, takenOut);
	if (!['withdrawsAll', 'letsThePeriodEnd'].includes(end))
		await submitCedula(servant, { truthDeclared: true });
	const begun = end === 'letsThePeriodEnd' ? (claims[0] ?? null) : null;
	return { claims, takenOut, begun };
}

const replyOf = (round: number) => `Está completo, vuelta ${round}.`;

function correction(sent: Sent, id: string, round: number) {
	const isDegree = sent.claimIds[0] === id;
	return { data: isDegree ? { programme: `Contaduría ${round}` } : { position: `Analista ${round}` } };
}

/** What holds of the conversation at any time: only what is asked is open, and only while it is asked. */
async function expectSound(sent: Sent): Promise<void> {
	const { state } = await rowOf(sent);
	const open = (await remarksOf(sent)).filter(({ closedAt }) => closedAt === null);
	expect(open.length > 0).toBe(state === 'needs_you');
	const { claims } = await getCedula(sent.servant);
	const observed = claims.filter((claim) => claim.state === 'observed').map(({ id }) => id);
	expect(observed.toSorted()).toEqual(open.flatMap(({ claimId }) => claimId ?? []).toSorted());
}

type Round = {
	end: End;
	round: number;
	takenOut: string | null;
	returnedAt: Date;
	/** corrections that an earlier period cut short, which go along with what is sent now */
	begun: ReadonlySet<string>;
};

function outcomeOf({ end, takenOut, begun }: Round, claimId: string | null) {
	if (claimId === null) return end === 'corrects' ? 'unchanged' : ENDS[end];
	if (claimId === takenOut) return 'withdrawn';
	const isSent = end !== 'withdrawsAll' && end !== 'letsThePeriodEnd';
	return isSent && begun.has(claimId) ? 'corrected' : ENDS[end];
}

/** Each remark of a round ended as the person or the period made it end, and the reviewer reads what was sent. */
async function expectClosed(sent: Sent, played: Round): Promise<void> {
	const { end, round, returnedAt } = played;
	const closed = (await remarksOf(sent)).filter((row) => row.returnedAt.getTime() === returnedAt.getTime());
	for (const { claimId, outcome } of closed) {
		expect({ end, claimId, outcome }).toEqual({ end, claimId, outcome: outcomeOf(played, claimId) });
	}
	const { claims, identityRemarks } = await openCase(reviewer, sent.folio);
	const read = [...identityRemarks, ...claims.flatMap(({ remarks }) => remarks)].filter(
		(row) => row.returnedAt.getTime() === returnedAt.getTime(),
	);
	expect(read).toHaveLength(closed.length);
	const replies = new Set(read.map(({ reply }) => reply));
	expect([...replies]).toEqual([end === 'replies' ? replyOf(round) : null]);
}

/** Everything is a draft again, and nothing more happens to the folio. */
async function expectWithdrawn(sent: Sent): Promise<void> {
	const row = await rowOf(sent);
	expect(row.state).toBe('withdrawn');
	expect(await codeOf(takeCase(reviewer, sent.folio))).toMatch(/^409/);
	expect(await codeOf(withdrawSubmission(sent.servant))).toBe('409 wrong_state');
	const { claims } = await getCedula(sent.servant);
	expect(claims.every(({ state }) => state === 'draft')).toBe(true);
	expect(await rowOf(sent)).toEqual(row);
}

/** What was observed is decided, a correction comes too late, and what was begun is kept for the next update. */
async function expectTooLate(sent: Sent, round: number): Promise<void> {
	const row = await rowOf(sent);
	for (const { id } of (await getCedula(sent.servant)).claims) {
		expect(await codeOf(changeClaim(sent.servant, id, correction(sent, id, round)))).toBe('409 not_editable');
	}
	const replies = { identity: 'Demasiado tarde.' };
	expect(await codeOf(saveReplies(sent.servant, { replies }))).toBe('409 wrong_state');
	expect((await submitCedula(sent.servant, { truthDeclared: true })).folio).toBe(sent.folio);
	expect(await rowOf(sent)).toEqual(row);
}

/** The reviewer accepts what waits and issues. */
async function expectRated(sent: Sent): Promise<void> {
	if ((await rowOf(sent)).state === 'received') await observe(sent, [], false);
	await issueRating(reviewer, sent.folio, { identityAttested: true });
	expect((await rowOf(sent)).state).toBe('rated');
	expect(await codeOf(withdrawSubmission(sent.servant))).toBe('409 wrong_state');
	await expectSound(sent);
}

it('however often a case is observed, answered, left or withdrawn, it comes to an end that is defined', async () => {
	const seen = new Set<string>();
	await fc.assert(
		fc.asyncProperty(rounds, async (played) => {
			goTo('2026-06-15');
			const sent = await aSubmission([A_DEGREE, A_POST]);
			const begun = new Set<string>();
			for (const [round, { claims, identity, end }] of played.entries()) {
				goTo(addDays(day, 1));
				const earlier = (await remarksOf(sent)).length;
				const items = await observe(sent, claims, identity);
				expect(await remarksOf(sent)).toHaveLength(earlier + items);
				await expectSound(sent);
				if (items === 0) break;
				if (earlier > 0) seen.add('observed again');
				seen.add(end);
				const returnedAt = now();
				const { claims: asked, takenOut, begun: cutShort } = await answer(sent, end, round);
				await expectSound(sent);
				await expectClosed(sent, { end, round, takenOut, returnedAt, begun });
				if (cutShort) begun.add(cutShort);
				else asked.forEach((id) => begun.delete(id));
				if (end === 'withdrawsAll') return expectWithdrawn(sent);
				if (end === 'letsThePeriodEnd') await expectTooLate(sent, round);
			}
			await expectRated(sent);
		}),
		{ numRuns: 25, examples: [...ONE_OF_EACH, OBSERVED_TWICE].map((played) => [played]) },
	);
	for (const what of ['observed again', ...Object.keys(ENDS)]) expect([...seen]).toContain(what);
}, 120_000);
