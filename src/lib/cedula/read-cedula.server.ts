import type { EvidenceView } from '#lib/evidence/evidence.ts';
import { evidenceOfClaims } from '#lib/evidence/evidence-of-claims.server.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { getPersonKey, type PersonKey } from '#lib/platform/person-keys.server.ts';
import { currentConsents } from '#lib/privacy/current-consents.server.ts';
import type { Consents } from '#lib/privacy/privacy.ts';
import { CLAIM_FORMS } from './answer-rules.server.ts';
import { sameAnswers, type Answers } from './answers.ts';
import type { CedulaView, ClaimView, SectionView, SubmissionSummary } from './cedula.ts';
import type { ClaimState } from './claim-state.ts';
import type { ClaimKind } from './claims.ts';
import { missingOf } from './missing.ts';
import { ANSWERED_SECTIONS, sectionState, type AnsweredSection } from './sections.ts';
import {
	claimsOf,
	filesOfRevisions,
	findLastSubmission,
	findPerson,
	sectionsOf,
	type SectionRow,
} from './store.server.ts';
import type { SubmissionState } from './submission.ts';

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;
type ClaimWithRevisions = Awaited<ReturnType<typeof claimsOf>>[number];

/**
 * The whole cédula of a person in a fixed number of queries, however many claims it has.
 * Reads without asking who may: the caller has decided on access.
 */
export async function readCedula(reader: Reader, profileId: string): Promise<CedulaView> {
	const { person, sections } = await readSections(reader, profileId);
	const consents = await currentConsents(reader, profileId);
	const last = await findLastSubmission(reader, profileId);
	const view = {
		state: last && last.state !== 'withdrawn' ? (last.state as SubmissionState) : ('draft' as const),
		sections: { ...sections, consents: consentSection(consents) },
		claims: await readClaims(reader, profileId),
		submission: last ? summaryOf(last) : null,
		held: person.heldAt !== null,
		email: person.email ? { address: person.email, confirmed: person.emailConfirmedAt !== null } : null,
	};
	return { ...view, missing: missingOf(view) };
}

/** The sections that lie in the cédula, with the person whose it is and the key that opens it. */
export async function readSections(reader: Reader, profileId: string) {
	const person = await findPerson(reader, profileId);
	if (!person) throw notFound();
	const key = await getPersonKey(profileId, reader);
	const rows = await sectionsOf(reader, profileId);
	const read = (section: AnsweredSection): SectionView => {
		const row = rows.find((candidate) => candidate.section === section);
		const data = { ...derivedAnswers(section, person, key), ...sectionAnswers(row, key) };
		const version = row?.version ?? 0;
		return { state: sectionState(section, data, version), version, data, savedAt: row?.savedAt ?? null };
	};
	const entries = ANSWERED_SECTIONS.map((section) => [section, read(section)]);
	return { person, key, sections: Object.fromEntries(entries) as Record<AnsweredSection, SectionView> };
}

/** The claims of a person with their files, each as its owner sees it. */
export async function readClaims(reader: Reader, profileId: string): Promise<ClaimView[]> {
	const rows = await claimsOf(reader, profileId);
	const files = await evidenceOfClaims(
		reader,
		rows.map(({ claim }) => claim.id),
	);
	const sentFiles = await filesOfRevisions(
		reader,
		rows.flatMap(({ sent }) => (sent ? [sent.id] : [])),
	);
	return rows.map((row) => {
		const evidence = files.get(row.claim.id) ?? [];
		return claimView(row, evidence, row.sent ? (sentFiles.get(row.sent.id) ?? []) : []);
	});
}

function claimView(row: ClaimWithRevisions, evidence: EvidenceView[], sentFiles: string[]): ClaimView {
	const { claim, sent, accepted } = row;
	const kind = claim.kind as ClaimKind;
	const sameFiles = evidence.map(({ id }) => id).join() === sentFiles.join();
	const changed = claim.draft !== null || !sameFiles;
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
		differs: !sent || !sameFiles || !sameAnswers(data, sent.data),
		lacking: lackingOf(kind, data),
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
function derivedAnswers(section: AnsweredSection, person: Person, key: PersonKey): Answers {
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

type SubmissionRow = NonNullable<Awaited<ReturnType<typeof findLastSubmission>>>;

function summaryOf(row: SubmissionRow): SubmissionSummary {
	const { id, folio, submittedAt, receivedOn, dueOn, decidedAt } = row;
	const state = row.state as SubmissionState;
	const open = state === 'needs_you';
	return {
		id,
		folio,
		state,
		submittedAt,
		receivedOn,
		dueOn,
		correctBy: open ? row.correctBy : null,
		decidedAt,
		identityRemark: open ? row.identityRemark : null,
	};
}
