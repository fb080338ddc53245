import type { EvidenceView } from '#lib/evidence/evidence.ts';
import type { Answers } from './answers.ts';
import type { ClaimState, OpenSubmission } from './claim-state.ts';
import type { ClaimKind } from './claims.ts';
import type { AnsweredSection, SectionName, SectionState } from './sections.ts';
import type { SubmissionState } from './submission.ts';

/** A section as its owner sees it; `version` 0 and `savedAt` null while nothing was saved. */
export type SectionView = { state: SectionState; version: number; data: Answers; savedAt: Date | null };

/** A claim as its owner sees it: the working copy where there is one, else what was sent last. */
export type ClaimView = {
	id: string;
	kind: ClaimKind;
	data: Answers;
	/** number of the revision shown, sent or in the making */
	revision: number;
	/** grows with each save, finds stale tabs */
	version: number;
	state: ClaimState;
	evidence: EvidenceView[];
	/** the older revision that still counts while the one shown waits or was not accepted */
	counting: { revision: number; data: Answers } | null;
	/** it goes along with the next submission */
	changed: boolean;
	/** data or files are others than those sent last, or nothing was sent yet */
	differs: boolean;
	/** what the data still lack before they can be sent, by field */
	lacking: Record<string, string>;
	savedAt: Date;
};

/** The submission that the person sees: the open one, else the last; null before the first. */
export type SubmissionSummary = {
	id: string;
	folio: string;
	state: SubmissionState;
	submittedAt: Date;
	receivedOn: string;
	dueOn: string;
	/** the due date that was told, while the calendar has moved it to a later day */
	movedFrom: string | null;
	/** last day to answer, while there is something to answer */
	correctBy: string | null;
	/** the last day to answer that was told, while the calendar has moved it to a later one */
	correctMovedFrom: string | null;
	decidedAt: Date | null;
	identityRemark: string | null;
};

/** One thing that keeps a cédula from being sent; `href` is the page where it is mended. */
export type Missing = { code: MissingCode; message: string; href: string };

/** What can keep a cédula from being sent (rules.md, "What is needed to send a cédula"). */
export type MissingCode =
	| 'email_unconfirmed'
	| 'contact_incomplete'
	| 'post_incomplete'
	| 'no_education_or_experience'
	| 'claim_incomplete'
	| 'claim_without_evidence'
	| 'evidence_pending';

/** Everything about one's own cédula (contract.md, `GET /me/cedula`). */
export type CedulaView = {
	state: SubmissionState | 'draft';
	sections: Record<SectionName, SectionView>;
	claims: ClaimView[];
	missing: Missing[];
	submission: SubmissionSummary | null;
	/** the CURP is held: names and CURP change only when they were observed */
	held: boolean;
	email: { address: string; confirmed: boolean } | null;
	/** a desk vouches for the person: sending needs no confirmed e-mail */
	vouchedFor: boolean;
};

/** The part of a cédula that is saved section by section. */
export type SectionsView = Pick<CedulaView, 'submission' | 'held'> & {
	sections: Record<AnsweredSection, SectionView>;
};

/** What of a cédula decides what may be edited now; null while nothing is on its way. */
export function openSubmissionOf({ submission }: Pick<CedulaView, 'submission'>): OpenSubmission {
	if (!submission || submission.state === 'rated' || submission.state === 'withdrawn') return null;
	return { state: submission.state, identityObserved: submission.identityRemark !== null };
}
