import type { Principal } from '#lib/access/access.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { observeIdentity } from '#lib/review/observe-identity.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';
import { returnSubmission } from '#lib/review/return-submission.server.ts';
import type { CaseClaim } from '#lib/review/review-case.ts';
import { takeCase } from '#lib/review/take-next.server.ts';
import { pass } from './demo-time.server.ts';

/** How often work on a case is begun again when the service took the case away from its reviewer meanwhile. */
const TRIES = 3;
const IDENTITY_NOTE =
	'El segundo apellido de su constancia laboral no se distingue. Suba una identificación en la que se lea su nombre completo.';

/** Observes something of a case, accepts the rest, and sends it back to its person. */
export function returnCase(reviewer: Principal, folio: string, what: 'claims' | 'identity'): Promise<void> {
	return persistently(async () => {
		const { claims } = await take(reviewer, folio);
		for (const [index, claim] of claims.entries()) {
			await decide(reviewer, claim, what === 'claims' && index === 0 ? OBSERVED : ACCEPTED);
		}
		if (what === 'identity') await observeIdentity(reviewer, folio, { observed: true, note: IDENTITY_NOTE });
		await returnSubmission(reviewer, folio);
	});
}

/** Decides a case and issues its dictamen. @param strict one course or certificate, if there is one, is rejected */
export function rateCase(reviewer: Principal, folio: string, strict: boolean): Promise<void> {
	return persistently(async () => {
		const { claims } = await take(reviewer, folio);
		const doubtful = claims.findLast(({ kind }) => kind === 'training' || kind === 'certification');
		for (const claim of claims) {
			await decide(reviewer, claim, strict && claim === doubtful ? REJECTED : ACCEPTED);
		}
		pass(2);
		await issueRating(reviewer, folio, { identityAttested: true });
	});
}

/** The first reviewer who has no case open takes this one, looks at it and accepts one claim. */
export async function holdCase(reviewers: readonly Principal[], folio: string): Promise<void> {
	for (const reviewer of reviewers) {
		try {
			const { claims } = await take(reviewer, folio, 0);
			if (claims[0]) await giveVerdict(reviewer, claims[0].id, { revision: claims[0].revision, ...ACCEPTED });
			return;
		} catch (error) {
			if (!isConflict(error)) throw error;
		}
	}
}

const ACCEPTED = { verdict: 'accepted' } as const;
const OBSERVED = { verdict: 'observed', reason: 'illegible' } as const;
const REJECTED = { verdict: 'rejected', reason: 'not-accredited' } as const;

async function take(reviewer: Principal, folio: string, minutes = 4) {
	await takeCase(reviewer, folio);
	pass(minutes);
	return openCase(reviewer, folio);
}

async function decide(
	reviewer: Principal,
	{ id, revision, state }: CaseClaim,
	decision: typeof ACCEPTED | typeof OBSERVED | typeof REJECTED,
): Promise<void> {
	if (state === 'withdrawn') return;
	pass(2);
	await giveVerdict(reviewer, id, { revision, ...decision });
}

/** The service gives abandoned cases back by the clock of the present, which those of a story are always behind. */
async function persistently(work: () => Promise<void>): Promise<void> {
	for (let left = TRIES - 1; ; left -= 1) {
		try {
			return await work();
		} catch (error) {
			if (left === 0 || !isConflict(error)) throw error;
		}
	}
}

function isConflict(error: unknown): boolean {
	return error instanceof Refusal && error.reason.kind === 'conflict';
}
