import { viewFrom } from '#lib/evidence/evidence-view.server.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { openPersonKey } from '#lib/platform/person-keys.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { noConsents, type Consents } from '#lib/privacy/privacy.ts';
import { CLAIM_FORMS } from './answer-rules.server.ts';
import { sameAnswers, type Answers } from './answers.ts';
import type { CedulaView, ClaimView, SectionView, SubmissionSummary } from './cedula.ts';
import type { ClaimState } from './claim-state.ts';
import type { ClaimKind } from './claims.ts';
import { missingOf } from './missing.ts';
import { ANSWERED_SECTIONS, sectionState, type AnsweredSection } from './sections.ts';
import { claimsOf, findCedula, type SectionRow } from './store.server.ts';
import type { SubmissionState } from './submission.ts';

type Found = NonNullable<Awaited<ReturnType<typeof findCedula>>>;
type ClaimWithRevisions = Awaited<ReturnType<typeof claimsOf>>[number];

/**
 * The whole cédula of a person in a fixed number of queries, however many claims it has, all of them sent at once.
 * Reads without asking who may: the caller has decided on access.
 */
export async function readCedula(reader: Reader, profileId: string): Promise<CedulaView> {
	const [{ person, sections, consents, submission, held }, claims] = await Promise.all([
		readSections(reader, profileId),
		readClaims(reader, profileId),
	]);
	const view = {
		state: submission && submission.state !== 'withdrawn' ? submission.state : ('draft' as const),
		sections: { ...sections, consents: consentSection(consents) },
		claims,
		submission,
		held,
		email: person.email ? { address: person.email, confirmed: person.emailConfirmedAt !== null } : null,
		vouchedFor: person.deskAt !== null,
	};
	return { ...view, missing: missingOf(view) };
}

/** The sections that lie in the cédula, what decides whether they may be edited, the person and the key that opens them. */
export async function readSections(reader: Reader, profileId: string) {
	const found = await findCedula(reader, profileId);
	if (!found) throw notFound();
	const { person, last, consents, sections: rows } = found;
	const key = openPersonKey(profileId, person.wrappedKey);
	const read = (section: AnsweredSection): SectionView => {
		const row = rows.find((candidate) => candidate.section === section);
		const data = { ...derivedAnswers(section, person, key), ...sectionAnswers(row, key) };
		const version = row?.version ?? 0;
		return { state: sectionState(section, data, version), version, data, savedAt: row?.savedAt ?? null };
	};
	const entries = ANSWERED_SECTIONS.map((section) => [section, read(section)]);
	return {
		person,
		key,
		sections: Object.fromEntries(entries) as Record<AnsweredSection, SectionView>,
		consents: { ...noConsents(), ...consents },
		submission: last && summaryOf(last),
		held: person.heldAt !== null,
	};
}

/** The claims of a person with their files, each as its owner sees it. */
export async function readClaims(reader: Reader, profileId: string): Promise<ClaimView[]> {
	return (await claimsOf(reader, profileId)).map(claimView);
}

function claimView({ claim, files, sent, sentFiles, accepted }: ClaimWithRevisions): ClaimView {
	const evidence = (files ?? []).map(viewFrom);
	const kind = claim.kind as ClaimKind;
	const sameFiles = evidence.map(({ id }) => id).join() === sentFiles.join();
	const changed = claim.draft !== null || !sameFiles;
	const waits = changed || claim.state === 'observed';
	const data: Answers = claim.draft ?? sent?.data ?? {};
	const state = changed && claim.state !== 'observed' ? 'draft' : (claim.state as ClaimState);
	const revision = changed && claim.draft === null ? claim.revision + 1 : claim.revision;
	return {
		id: claim.id,
		kind,
		data,
		revision,
		version: claim.version,
		state,
		evidence,
		counting:
			accepted && accepted.number !== revision ? { revision: accepted.number, data: accepted.data } : null,
		changed,
		differs: !sent || !sameFiles || (claim.draft !== null && !sameAnswers(claim.draft, sent.data)),
		lacking: waits ? lackingOf(kind, data) : {},
		savedAt: claim.savedAt,
	};
}

/** What the data of a claim still lack, by field, in the words of the complete form. */
export function lackingOf(kind: ClaimKind, data: Answers): Record<string, string> {
	const result = CLAIM_FORMS[kind].complete.safeParse(data);
	if (result.success) return {};
	return Object.fromEntries(result.error.issues.map(({ path, message }) => [path.join('.'), message]));
}

/** The stored answers of a section, sealed ones opened. */
function sectionAnswers(row: SectionRow | undefined, key: PersonKey): Answers {
	return { ...row?.data, ...(row?.sealed ? key.unseal<Answers>(row.sealed) : {}) };
}

/** What a section shows of the profile and the account. */
function derivedAnswers(section: AnsweredSection, person: Found['person'], key: PersonKey): Answers {
	if (section === 'contact') return person.email ? { email: person.email } : {};
	if (section !== 'identity') return {};
	const { givenNames, firstSurname, secondSurname, curpSealed } = person;
	const curp = key.unseal<string>(curpSealed);
	return {
		givenNames,
		firstSurname,
		...(secondSurname && { secondSurname }),
		curp,
		...birthOf(curp),
	};
}

/** What a CURP says of the birth (identifiers.md); nothing when it cannot be read. */
export function birthOf(curp: string): Answers {
	const parsed = parseCurp(curp, today());
	if (!parsed.ok) return {};
	const { birthDate, sex, birthState } = parsed;
	return { birthDate, sex, birthState };
}

/** Every purpose has its answer from the start: what was never decided is a no. */
function consentSection(consents: Consents): SectionView {
	return { state: 'complete', version: 0, data: consents, savedAt: null };
}

function summaryOf(row: NonNullable<Found['last']>): SubmissionSummary {
	const { id, folio, submittedAt, receivedOn, dueOn, movedFrom, decidedAt } = row;
	const state = row.state as SubmissionState;
	const open = state === 'needs_you';
	return {
		id,
		folio,
		state,
		submittedAt,
		receivedOn,
		dueOn,
		movedFrom,
		correctBy: open ? row.correctBy : null,
		correctMovedFrom: open ? row.correctMovedFrom : null,
		decidedAt,
		identityRemark: open ? row.identityRemark : null,
	};
}
