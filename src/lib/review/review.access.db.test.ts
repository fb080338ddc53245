import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal, Role } from '#lib/access/access.ts';
import { setClock } from '#lib/platform/clock.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { acceptMatching } from './accept-matching.server.ts';
import { checkCase } from './check-case.server.ts';
import { declareConflict } from './declare-conflict.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { handOver } from './hand-over.server.ts';
import { keepCase } from './keep-case.server.ts';
import { countQueue, listQueue } from './list-queue.server.ts';
import { observeIdentity } from './observe-identity.server.ts';
import { openCase } from './open-case.server.ts';
import { returnSubmission } from './return-submission.server.ts';
import { takeBackVerdicts } from './take-back-verdicts.server.ts';
import { takeCase, takeNext } from './take-next.server.ts';

useTestDatabase();

type Sent = Awaited<ReturnType<typeof aSubmission>>;
type Try = (who: Principal | null, sent: Sent) => Promise<unknown>;

const USE_CASES: [string, Try][] = [
	['list the queue', (who) => listQueue(who, {})],
	['count the queue', (who) => countQueue(who)],
	['take the next case', (who) => takeNext(who)],
	['take a case', (who, { folio }) => takeCase(who, folio)],
	['open a case', (who, { folio }) => openCase(who, folio)],
	['give a verdict', (who, { claimId }) => giveVerdict(who, claimId, { revision: 1, verdict: 'accepted' })],
	[
		'accept all that matches',
		(who, { folio, claimId }) => acceptMatching(who, folio, { claims: [{ id: claimId, revision: 1 }] }),
	],
	[
		'take a verdict back',
		(who, { folio, claimId }) => takeBackVerdicts(who, folio, { claims: [{ id: claimId, revision: 1 }] }),
	],
	['check whether a case changed', (who, { folio }) => checkCase(who, folio)],
	[
		'observe the identity',
		(who, { folio }) => observeIdentity(who, folio, { observed: true, note: 'Otro nombre.' }),
	],
	['return a case', (who, { folio }) => returnSubmission(who, folio)],
	['hand a case over', (who, { folio }) => handOver(who, folio)],
	['keep a case', (who, { folio }) => keepCase(who, folio)],
	['declare a conflict', (who, { folio }) => declareConflict(who, folio)],
];
/** Those that touch one case: nobody may do them on their own cédula. */
const ON_A_CASE = USE_CASES.slice(3);

/** What a try ends in: `done`, or the kind of its refusal. */
async function outcomeOf(trying: Promise<unknown>): Promise<string> {
	try {
		await trying;
		return 'done';
	} catch (error) {
		if (error instanceof Refusal) return error.reason.kind;
		throw error;
	}
}

beforeEach(async () => {
	setClock(() => new Date('2026-11-18T18:00:00Z'));
	await forgetSubmissions();
});

describe.each(USE_CASES)('whoever tries to %s', (_, trying) => {
	it('must be signed in', async () => {
		expect(await outcomeOf(trying(null, await aSubmission()))).toBe('unauthenticated');
	});

	it.each(['servant', 'expert', 'recruiter', 'privacy', 'auditor'] as Role[])(
		'may not be only a %s',
		async (role) => {
			const someone = { ...(await aReviewerNamed('Ana Lara')), roles: [role] };
			expect(await outcomeOf(trying(someone, await aSubmission()))).toBe('not_allowed');
		},
	);

	it.each(['reviewer', 'admin'] as Role[])('may be a %s', async (role) => {
		const someone: Principal = { ...(await aReviewerNamed('Ana Lara')), roles: [role] };
		expect(['done', 'conflict']).toContain(await outcomeOf(trying(someone, await aSubmission())));
	});

	it.each(['bank', 'jobs', 'admin'] as const)('may not be an API key of scope %s', async (scope) => {
		const someone: Principal = { ...(await aReviewerNamed('Ana Lara')), channel: 'api', scope };
		expect(await outcomeOf(trying(someone, await aSubmission()))).toBe('not_allowed');
	});

	it('may be an API key of scope review', async () => {
		const someone: Principal = { ...(await aReviewerNamed('Ana Lara')), channel: 'api', scope: 'review' };
		expect(['done', 'conflict']).toContain(await outcomeOf(trying(someone, await aSubmission())));
	});
});

describe('a reviewer who is a civil servant too', () => {
	it.each(ON_A_CASE)('may not %s that is their own', async (_, trying) => {
		const servant = await aServant();
		const reviewer: Principal = { ...servant, roles: ['servant', 'reviewer'] };
		const own = await aSubmission({ profileId: servant.profileId });
		expect(await outcomeOf(trying(reviewer, own))).toBe('not_allowed');
	});
});

describe('a reviewer who declared a conflict of interest', () => {
	it('may neither open nor take the case any more', async () => {
		const reviewer = await aReviewerNamed('Ana Lara');
		const { folio } = await aSubmission();
		await declareConflict(reviewer, folio);
		expect(await outcomeOf(openCase(reviewer, folio))).toBe('not_allowed');
		expect(await outcomeOf(takeCase(reviewer, folio))).toBe('not_allowed');
	});
});
