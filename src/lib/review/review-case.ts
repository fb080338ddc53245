import type { PastRemark } from '#lib/cedula/past-remarks.server.ts';
import type { ClaimDecision, SubmissionState } from '#lib/cedula/submission.ts';
import type { CurpSex } from '#lib/identifiers/curp.ts';
import type { ComparedField } from '#lib/evidence/comparison/compare-document.ts';
import type { EvidenceView } from '#lib/evidence/evidence.ts';
import type { ReadingState } from '#lib/evidence/reading.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { CaseWarning } from './case-warnings.ts';
import type { QueueItem } from './queue-item.ts';
import type { Offers, Verdict } from './review.ts';

/**
 * A file of a case with what a machine read in it, beside what was declared (contract.md, "review case"); `reading` is empty
 * while nothing has read it, and where nothing could.
 */
export type CaseEvidence = EvidenceView & { readingState: ReadingState; reading: ComparedField[] };

/** A claim of a case: the revision that is looked at, how it stands, and the accepted one that it would replace. */
export type CaseClaim = {
	id: string;
	kind: string;
	data: Record<string, unknown>;
	revision: number;
	state: ClaimDecision;
	reason: string | null;
	note: string | null;
	evidence: CaseEvidence[];
	accepted: { revision: number; data: Record<string, unknown> } | null;
	/** what was observed about it before in this submission, and what the person answered, oldest first */
	remarks: CaseRemark[];
	/** what the first two decided on a claim on which they differ; empty unless a third looks at it */
	readings: EarlierReading[];
};

/** What the first or the second reader decided on a revision; nobody is told who they were. */
export type EarlierReading = {
	reading: 1 | 2;
	revision: number;
	verdict: Verdict;
	reason: string | null;
	note: string | null;
};

/** A remark that was answered or left. */
export type CaseRemark = Omit<PastRemark, 'claimId'>;

/** The person as declared on the day of sending; the CURP as it is kept. */
export type CasePerson = {
	name: string;
	givenNames: string;
	firstSurname: string;
	secondSurname: string | null;
	curp: string;
	birthDate: PlainDate;
	sex: CurpSex;
	/** INEGI code, of the declared post */
	municipality: string;
	sections: Record<string, Record<string, unknown>>;
};

/** Everything about a case side by side (contract.md, "review case"). */
export type ReviewCase = Omit<QueueItem, 'claims' | 'state'> & {
	state: SubmissionState;
	person: CasePerson;
	claims: CaseClaim[];
	warnings: CaseWarning[];
	identityRemark: string | null;
	/** like those of a claim, about the identity */
	identityRemarks: CaseRemark[];
	/** the second reader observed the identity that the first had confirmed; only where a third looks at it */
	identityDisputed: boolean;
	correctBy: PlainDate | null;
	offers: Offers;
};
