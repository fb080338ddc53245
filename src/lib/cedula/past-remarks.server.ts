import type { Reader } from '#lib/platform/database.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { closedRemarks } from './remark-store.server.ts';
import type { RemarkOutcome } from './remarks.ts';

/** What was observed before in a submission, what became of it, and what the person wrote with their answer. */
export type PastRemark = {
	/** null when it was about the identity */
	claimId: string | null;
	/** key of the catalogue `reasons` */
	reason: string;
	note: string | null;
	returnedAt: Date;
	outcome: RemarkOutcome;
	reply: string | null;
};

/**
 * The remarks of a submission that are no longer open, oldest first. A reply that was never sent stays with the person.
 * The caller has decided on access and leaves the entry in the audit.
 */
export async function pastRemarks(
	reader: Reader,
	key: PersonKey,
	submissionId: string,
): Promise<PastRemark[]> {
	const rows = await closedRemarks(reader, submissionId);
	return rows.map(({ claimId, reason, note, returnedAt, outcome, reply }) => ({
		claimId,
		reason,
		note,
		returnedAt,
		outcome: outcome as RemarkOutcome,
		reply: reply && SENT.has(outcome) ? key.unseal<string>(reply) : null,
	}));
}

const SENT = new Set<string | null>(['corrected', 'unchanged'] satisfies RemarkOutcome[]);
