import { z } from 'zod';
import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { labelOf } from './answer-rules.server.ts';
import { claimSubtitle, claimTitle } from './answer-words.ts';
import type { ClaimKind } from './claims.ts';
import { changedAnswers, revisionStateOf, type ChangedAnswer, type RevisionState } from './history.ts';
import { decisionsOn, newestRevisions, sentClaimsOf, submissionsOf } from './history-store.server.ts';
import { filesOfRevisions, type ClaimRow } from './store.server.ts';
import type { ClaimDecision, SubmissionState } from './submission.ts';

const SUBMISSIONS_A_PAGE = 10;
const CLAIMS_A_PAGE = 10;
/** Revisions of one claim that are told one by one. */
const REVISIONS_A_CLAIM = 10;

const cursor = z.string().refine(isId, 'Esa página no existe. Vuelva al principio de la lista.').optional();

/** Where the two lists go on: the id with which the page before ended. */
export const historyQuery = z.object({ submissionsAfter: cursor, claimsAfter: cursor });

/** A sent revision of a claim, as its owner looks back on it. */
export type PastRevision = {
	number: number;
	sentAt: Date;
	state: RevisionState;
	/** the submission that it is looked at in; null when a later revision took its place */
	folio: string | null;
	/** against the revision before; null for the first one */
	changes: ChangedAnswer[] | null;
	/** it carries other files than the revision before */
	otherFiles: boolean;
};

/** A claim with its revisions, newest first. */
export type PastClaim = {
	id: string;
	kind: ClaimKind;
	title: string;
	subtitle: string;
	/** it was taken out of the cédula */
	withdrawnAt: Date | null;
	/** the newest change was not sent yet */
	unsent: boolean;
	revisions: PastRevision[];
	/** how many older revisions are not told */
	older: number;
};

/** One's own submissions and the revisions of one's own claims; decisions show as in {@link revisionStateOf}. */
export async function getHistory(principal: Principal | null, input: unknown) {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	const { submissionsAfter, claimsAfter } = parse(historyQuery, input);
	const [sent, claims] = await Promise.all([
		submissionsOf(db(), profileId, submissionsAfter, SUBMISSIONS_A_PAGE + 1),
		sentClaimsOf(db(), profileId, claimsAfter, CLAIMS_A_PAGE + 1),
	]);
	const [submissions, nextSubmissions] = pageOf(sent, SUBMISSIONS_A_PAGE);
	const [shown, nextClaims] = pageOf(claims, CLAIMS_A_PAGE);
	return {
		submissions: submissions.map((row) => ({ ...row, state: row.state as SubmissionState })),
		nextSubmissions,
		claims: await withRevisions(db(), shown),
		nextClaims,
	};
}

function pageOf<Row extends { id: string }>(rows: Row[], size: number): [Row[], next: string | null] {
	const shown = rows.slice(0, size);
	return [shown, rows.length > size ? shown.at(-1)!.id : null];
}

async function withRevisions(reader: Reader, claims: ClaimRow[]): Promise<PastClaim[]> {
	const ids = claims.map(({ id }) => id);
	const rows = await newestRevisions(reader, ids, REVISIONS_A_CLAIM + 1);
	const revisionIds = rows.map(({ id }) => id);
	const [decisions, files] = await Promise.all([
		decisionsOn(reader, revisionIds),
		filesOfRevisions(reader, revisionIds),
	]);
	return claims.map((claim) => {
		const own = rows.filter(({ claimId }) => claimId === claim.id);
		return pastClaim(claim, own, { decisions, files });
	});
}

type RevisionRow = Awaited<ReturnType<typeof newestRevisions>>[number];
type Around = {
	decisions: Awaited<ReturnType<typeof decisionsOn>>;
	files: Map<string, string[]>;
};

function pastClaim(claim: ClaimRow, rows: RevisionRow[], around: Around): PastClaim {
	const kind = claim.kind as ClaimKind;
	const newest = rows[0]!;
	const told = rows.slice(0, REVISIONS_A_CLAIM);
	return {
		id: claim.id,
		kind,
		title: claimTitle(kind, newest.data, labelOf),
		subtitle: claimSubtitle(kind, newest.data),
		withdrawnAt: claim.withdrawnAt,
		unsent: claim.draft !== null,
		revisions: told.map((row, index) => pastRevision(claim, row, rows[index + 1], around)),
		older: newest.count - told.length,
	};
}

function pastRevision(
	claim: ClaimRow,
	row: RevisionRow,
	before: RevisionRow | undefined,
	{ decisions, files }: Around,
): PastRevision {
	const decided = decisions.find(({ revisionId }) => revisionId === row.id);
	const filesOf = ({ id }: RevisionRow) => (files.get(id) ?? []).join();
	return {
		number: row.number,
		sentAt: row.createdAt,
		state: revisionStateOf({
			accepted: claim.acceptedRevisionId === row.id,
			newest: claim.sentRevisionId === row.id,
			claimWithdrawn: claim.state === 'withdrawn',
			submission: decided
				? { state: decided.state as SubmissionState, decision: decided.decision as ClaimDecision }
				: null,
		}),
		folio: decided?.folio ?? null,
		changes: before ? changedAnswers(claim.kind as ClaimKind, before.data, row.data, labelOf) : null,
		otherFiles: before !== undefined && filesOf(before) !== filesOf(row),
	};
}
