import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { findCatalogueItem } from '#lib/institution/catalogues.server.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { labelOf } from './answer-rules.server.ts';
import { claimTitle } from './answer-words.ts';
import type { Answers } from './answers.ts';
import type { ClaimKind } from './claims.ts';
import { claimPath, sectionPath } from './paths.ts';
import { readCedula } from './read-cedula.server.ts';
import { openRemarks } from './remark-store.server.ts';
import { isCorrected, remarkKey, remarkState, type RemarkState } from './remarks.ts';
import { claimsOfSubmission, findLastSubmission, findSubmissionByFolio } from './store.server.ts';
import type { ClaimDecision, SubmissionState } from './submission.ts';
import { openAnswers } from './submitted-answers.server.ts';
import { verificationAddress } from './verification-address.server.ts';

/** What a reviewer asks for: about a claim, or about the identity (`claimId` and `kind` null). */
export type Remark = {
	claimId: string | null;
	kind: ClaimKind | null;
	title: string;
	/** key of the catalogue `reasons` */
	reason: string;
	reasonLabel: string;
	whatToDo: string;
	note: string | null;
	/** page where it is answered */
	href: string;
	state: RemarkState;
	/** what the person wrote about it so far */
	reply: string | null;
};

/** A claim inside one's own submission; its decision shows once the cédula was returned or rated. */
export type SubmittedClaim = {
	id: string;
	kind: ClaimKind;
	title: string;
	data: Answers;
	revision: number;
	state: ClaimDecision;
};

/** How one's own cédula stands (contract.md, `GET /me/submission`); all null while nothing was sent. */
export type SubmissionView = {
	state: SubmissionState | 'draft';
	folio: string | null;
	submittedAt: Date | null;
	receivedOn: string | null;
	dueOn: string | null;
	/** last day to answer the remarks */
	correctBy: string | null;
	decidedAt: Date | null;
	claims: SubmittedClaim[];
	remarks: Remark[];
};

/** A submission that was made: what it has from then on, and the address at which others find out that it is genuine. */
export type SentSubmissionView = SubmissionView & {
	folio: string;
	verifyAt: string;
	submittedAt: Date;
	receivedOn: string;
	dueOn: string;
};

type SubmissionRow = NonNullable<Awaited<ReturnType<typeof findLastSubmission>>>;
type Row = Awaited<ReturnType<typeof claimsOfSubmission>>[number];

/** One's own submission that is on its way, else the last one. */
export async function getSubmission(principal: Principal | null): Promise<SubmissionView> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	return readSubmission(db(), profileId);
}

/** Like {@link getSubmission}, for a caller who has decided on access. */
export async function readSubmission(reader: Reader, profileId: string): Promise<SubmissionView> {
	const last = await findLastSubmission(reader, profileId);
	return last ? viewOf(reader, last) : NOTHING_SENT;
}

/** One of one's own submissions. @throws Refusal not_found for a folio that is not this person's */
export async function getSubmissionByFolio(
	principal: Principal | null,
	folio: string,
): Promise<SentSubmissionView> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	const found = await findSubmissionByFolio(db(), profileId, folio);
	if (!found)
		throw notFound('No encontramos ese folio entre sus envíos. Revise que esté escrito como en su acuse.');
	const { submittedAt, receivedOn, dueOn } = found;
	return {
		...(await viewOf(db(), found)),
		folio: found.folio,
		verifyAt: verificationAddress(found.verificationCode),
		submittedAt,
		receivedOn,
		dueOn,
	};
}

const NOTHING_SENT: SubmissionView = {
	state: 'draft',
	folio: null,
	submittedAt: null,
	receivedOn: null,
	dueOn: null,
	correctBy: null,
	decidedAt: null,
	claims: [],
	remarks: [],
};

async function viewOf(reader: Reader, row: SubmissionRow): Promise<SubmissionView> {
	const claims = await claimsOfSubmission(reader, row.id);
	const state = row.state as SubmissionState;
	const waiting = state === 'needs_you';
	return {
		state,
		folio: row.folio,
		submittedAt: row.submittedAt,
		receivedOn: row.receivedOn,
		dueOn: row.dueOn,
		correctBy: waiting ? row.correctBy : null,
		decidedAt: row.decidedAt,
		claims: claims.map((claim) => submittedClaim(claim, waiting || state === 'rated')),
		remarks: waiting ? await remarksOf(reader, row, claims) : [],
	};
}

function submittedClaim({ claim, state, revision }: Row, decided: boolean): SubmittedClaim {
	const kind = claim.kind as ClaimKind;
	return {
		id: claim.id,
		kind,
		title: claimTitle(kind, revision.data, labelOf),
		data: revision.data,
		revision: revision.number,
		state: decided || state === 'withdrawn' ? (state as ClaimDecision) : 'submitted',
	};
}

/** What is asked of the person, in words, with how far each remark was attended to. */
async function remarksOf(reader: Reader, row: SubmissionRow, claims: Row[]): Promise<Remark[]> {
	const identity = { claimId: null, kind: null, title: 'Su nombre y su CURP', href: sectionPath('identity') };
	const aboutIdentity = row.identityRemark === null ? [] : [asked(identity, 'identity', row.identityRemark)];
	const aboutClaims = claims.filter(({ state }) => state === 'observed').map(askedOfClaim);
	const { present, replies } = await attendedTo(reader, row);
	return [...aboutIdentity, ...aboutClaims].map((remark) => {
		const reply = replies.get(remarkKey(remark)) ?? null;
		return { ...remark, state: remarkState(isCorrected(remark.claimId, present), reply), reply };
	});
}

async function attendedTo(reader: Reader, row: SubmissionRow) {
	const cedula = await readCedula(reader, row.profileId);
	const key = await getPersonKey(row.profileId, reader);
	const open = await openRemarks(reader, row.id);
	const present = {
		claims: cedula.claims,
		identity: cedula.sections.identity.data,
		sentIdentity: openAnswers(key, row.answers).identity,
	};
	const written = open.flatMap((each) =>
		each.reply ? [[remarkKey(each), key.unseal<string>(each.reply)] as const] : [],
	);
	return { present, replies: new Map(written) };
}

function askedOfClaim({ claim, revision, reason, note }: Row) {
	const kind = claim.kind as ClaimKind;
	const title = claimTitle(kind, revision.data, labelOf);
	return asked({ claimId: claim.id, kind, title, href: claimPath(kind, claim.id) }, reason ?? 'other', note);
}

function asked(
	about: Pick<Remark, 'claimId' | 'kind' | 'title' | 'href'>,
	reason: string,
	note: string | null,
): Omit<Remark, 'state' | 'reply'> {
	const item = findCatalogueItem('reasons', reason);
	const reasonLabel = item?.label ?? 'Observación';
	const whatToDo = item?.whatToDo ?? 'Lea la nota de quien revisó su cédula y haga lo que ahí se indica.';
	return { ...about, reason, reasonLabel, whatToDo, note: note || null };
}
