import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { MOVES, type MoveName } from '#lib/cedula/submission.ts';
import { submission, submissionClaim } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { anActiveReviewer, concludes, drawShare } from '../../../tests/support/second-reading.ts';
import { aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { declareConflict } from './declare-conflict.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { handOver } from './hand-over.server.ts';
import { listQueue } from './list-queue.server.ts';
import { observeIdentity } from './observe-identity.server.ts';
import { releaseAbandoned } from './release-abandoned.server.ts';
import { returnSubmission } from './return-submission.server.ts';
import { endReading } from './second-reading/end-reading.server.ts';
import { verdict } from './tables.server.ts';
import { takeCase, takeNext } from './take-next.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z').getTime();
let minutes = 0;

beforeEach(() => {
	setClock(() => new Date(NOON + minutes * 60_000));
	drawShare(100);
	return () => drawShare(0);
});

type Sent = Awaited<ReturnType<typeof aSubmission>>;
type Act = {
	name: string;
	moves: readonly MoveName[];
	run: (who: Principal, sent: Sent) => Promise<unknown>;
};

const observe = { revision: 1, verdict: 'observed', reason: 'illegible' };

/** The person's and the system's moves, as far as they touch the state; their own tests stand with the cédula. */
const outside = (move: MoveName) => (_: Principal, sent: Sent) =>
	inTransaction(async (tx) => {
		await moveSubmission(tx, sent.id, move, { pausedOn: null, correctBy: null, identityRemark: null });
		await decideClaim(tx, sent.id, sent.claimId, { state: 'rejected', reason: 'other', note: null });
	});

const ACTS: Act[] = [
	{ name: 'take next', moves: ['take'], run: (who) => takeNext(who) },
	{ name: 'take case', moves: ['take'], run: (who, { folio }) => takeCase(who, folio) },
	{
		name: 'accept',
		moves: ['decide'],
		run: (who, { claimId }) => giveVerdict(who, claimId, { revision: 1, verdict: 'accepted' }),
	},
	{ name: 'observe', moves: ['decide'], run: (who, { claimId }) => giveVerdict(who, claimId, observe) },
	{
		name: 'observe identity',
		moves: ['decide'],
		run: (who, { folio }) => observeIdentity(who, folio, { observed: true, note: 'Otra.' }),
	},
	{
		name: 'clear identity',
		moves: ['decide'],
		run: (who, { folio }) => observeIdentity(who, folio, { observed: false }),
	},
	{ name: 'return', moves: ['return'], run: (who, { folio }) => returnSubmission(who, folio) },
	{ name: 'conclude', moves: ['issue', 'readAgain'], run: (who, { folio }) => concludes(who, folio) },
	{
		name: 'end the reading',
		moves: ['endReading'],
		run: (who, { folio }) => endReading({ ...who, roles: ['admin'] }, folio, { reason: 'Nadie más.' }),
	},
	{ name: 'hand over', moves: ['handOver'], run: (who, { folio }) => handOver(who, folio) },
	{ name: 'conflict', moves: ['handOver'], run: (who, { folio }) => declareConflict(who, folio) },
	{ name: 'half an hour passes', moves: ['release'], run: () => ((minutes += 31), releaseAbandoned()) },
	{ name: 'answer', moves: ['answer'], run: outside('answer') },
	{ name: 'withdraw', moves: ['withdraw'], run: outside('withdraw') },
	{ name: 'period over', moves: ['closePeriod'], run: outside('closePeriod') },
];

/** One person takes the case, decides its claim and concludes: chance alone seldom gets that far. */
const READING = ACTS.filter(({ name }) => ['take case', 'accept', 'conclude'].includes(name));

const rowOf = async ({ id }: Sent) => (await db().select().from(submission).where(eq(submission.id, id)))[0]!;

/** Runs an act; a refusal is an answer like any other. */
async function attempt({ run }: Act, who: Principal, sent: Sent): Promise<'done' | 'refused'> {
	try {
		await run(who, sent);
		return 'done';
	} catch (error) {
		if (error instanceof Refusal) return 'refused';
		throw error;
	}
}

it('no sequence of acts leaves the table of moves, and what is refused changes nothing', async () => {
	const names = ['Ana Lara', 'Beto Ruiz', 'Carla Paz', 'Delia Ríos'];
	const who = fc.nat(names.length - 1);
	const anything = fc.record({ act: fc.constantFrom(...ACTS), who }).map((step) => [step]);
	const whole = who.map((who) => READING.map((act) => ({ act, who })));
	await fc.assert(
		fc.asyncProperty(fc.array(fc.oneof(anything, whole), { minLength: 1, maxLength: 12 }), async (acts) => {
			const steps = acts.flat();
			await forgetSubmissions();
			const reviewers = [];
			for (const name of names) reviewers.push(await anActiveReviewer(name));
			const sent = await aSubmission();
			for (const { act, who } of steps) {
				const before = await rowOf(sent);
				const outcome = await attempt(act, reviewers[who]!, sent);
				const after = await rowOf(sent);
				if (outcome === 'refused') expect(after).toEqual(before);
				if (after.state === before.state) continue;
				const allowed = act.moves.some((name) => {
					const move: { from: readonly string[]; to: string } = MOVES[name];
					return move.from.includes(before.state) && move.to === after.state;
				});
				expect({ act: act.name, from: before.state, to: after.state, allowed }).toMatchObject({
					allowed: true,
				});
			}
			await expectSound(sent, reviewers[0]!);
		}),
		{ numRuns: 60 },
	);
}, 120_000);

/** What holds of a case whatever happened to it. */
async function expectSound(sent: Sent, reviewer: Principal): Promise<void> {
	const row = await rowOf(sent);
	expect(row.holderId !== null).toBe(row.state === 'in_review');
	expect(row.pausedOn !== null).toBe(row.state === 'needs_you');
	const [claim] = await db().select().from(submissionClaim).where(eq(submissionClaim.submissionId, sent.id));
	if (row.state === 'needs_you')
		expect(claim?.state === 'observed' || row.identityRemark !== null).toBe(true);
	const decided = await db()
		.selectDistinct({ reading: verdict.reading, by: verdict.accountId })
		.from(verdict)
		.where(eq(verdict.submissionId, sent.id));
	expect(new Set(decided.map(({ by }) => by)).size, 'nobody decides in two readings').toBe(decided.length);
	const other = { ...reviewer, accountId: sent.id };
	const listed = (await listQueue(other, {})).items.some((item) => item.folio === sent.folio);
	expect(listed).toBe(row.state === 'received' || row.state === 'in_review');
}
