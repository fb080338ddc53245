import {
	answerLines,
	claimSubtitle,
	claimTitle,
	KIND_WORDS,
	type LabelOf,
} from '#lib/cedula/answer-words.ts';
import type { Answers } from '#lib/cedula/answers.ts';
import { isClaimKind, type ClaimKind } from '#lib/cedula/claims.ts';
import { CLAIM_FIELDS } from '#lib/cedula/claim-fields.ts';
import { SECTION_FIELDS, type Field } from '#lib/cedula/fields.ts';
import { REMARK_OUTCOME_LABELS } from '#lib/cedula/remarks.ts';
import { STATE_LABELS } from '#lib/cedula/submission.ts';
import { sizeInWords, SCAN_LABELS } from '#lib/evidence/evidence.ts';
import { catalogue, findCatalogueItem, label, today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, formatDateLong, formatDateShort, localDate } from '#lib/institution/plain-date.ts';
import type { CaseWarning } from './case-warnings.ts';
import { capitalised, dueFrom } from './due.ts';
import { matchesInFull } from './matching.ts';
import { readingView, type ReadingView } from './reading-words.ts';
import type { CaseClaim, CaseEvidence, CaseRemark, EarlierReading, ReviewCase } from './review-case.ts';

/** An answer in words; `before` has those of the accepted revision when they differ. */
export type DeclaredRow = { label: string; lines: string[]; before: string[] | null };

/** A file of a claim, as the bench lists it. */
export type FileView = { id: string; name: string; details: string; pages: number; reading: ReadingView };

/** What one of the first two readers decided on a claim in dispute, in words. */
export type ReadingLine = {
	title: string;
	verdict: EarlierReading['verdict'];
	reason: string | null;
	note: string | null;
};

/** A claim in words. */
export type ClaimView = Pick<CaseClaim, 'id' | 'revision' | 'state' | 'reason' | 'note'> & {
	kind: string;
	kindLabel: string;
	title: string;
	subtitle: string;
	/** it would replace an accepted revision */
	replaces: boolean;
	rows: DeclaredRow[];
	files: FileView[];
	/** what the first two decided, for the third; empty in every other reading */
	readings: ReadingLine[];
	/** everything compared in its documents is as declared, and nothing deserves a second look */
	matches: boolean;
	warnings: WarningView[];
	/** what was observed before, and what the person answered */
	remarks: RemarkView[];
};

/** A remark of an earlier return in words. */
export type RemarkView = {
	returnedOn: string;
	reason: string;
	note: string | null;
	outcome: string;
	reply: string | null;
};

/** What deserves a second look, and the cédulas of other people to compare with. */
export type WarningView = Pick<CaseWarning, 'message' | 'others'>;

/** A case in words: what the page of the bench shows, free of catalogue keys. */
export type CaseView = ReturnType<typeof caseView>;

/** Puts a case into the words of the institution's catalogues and calendar. */
export function caseView(found: ReviewCase) {
	const { settings, calendar } = institution();
	const due = dueFrom(today(), found.dueOn, calendar);
	const { answer, target } = settings.deadlines;
	const warningsAbout = (claimId: string | null) =>
		found.warnings
			.filter((warning) => warning.claimId === claimId)
			.map(({ message, others }): WarningView => ({ message, others }));
	return {
		folio: found.folio,
		state: found.state,
		stateLabel: STATE_LABELS[found.state],
		mine: found.mine,
		holder: found.assignedTo,
		due: { urgency: due.urgency, words: capitalised(due.words), on: formatDateShort(found.dueOn) },
		pace: `día ${Math.max(0, answer - due.businessDaysLeft)} de ${answer}, meta ${target}`,
		correctBy: found.correctBy && formatDateLong(found.correctBy),
		person: personView(found),
		rereading: found.rereading,
		identityDisputed: found.identityDisputed,
		identityRemark: found.identityRemark,
		identityRemarks: found.identityRemarks.map(remarkView),
		identityWarnings: warningsAbout(null),
		post: rowsOf(SECTION_FIELDS.post, found.person.sections.post ?? {}, null),
		claims: found.claims.map((claim) => claimView(claim, warningsAbout(claim.id))),
		reasons: catalogue('reasons').items,
	};
}

const SEXES = { H: 'Hombre', M: 'Mujer', X: 'No binario' };

function personView({ person }: ReviewCase) {
	return {
		name: person.name,
		curp: person.curp,
		municipality: labelOf('municipalities', person.municipality),
		rows: [
			{ label: 'Nombre', value: person.givenNames },
			{ label: 'Primer apellido', value: person.firstSurname },
			{ label: 'Segundo apellido', value: person.secondSurname ?? 'No tiene' },
			{ label: 'CURP', value: person.curp, mono: true },
			{ label: 'Nacimiento', value: formatDate(person.birthDate) },
			{ label: 'Sexo', value: SEXES[person.sex] },
		],
	};
}

function claimView(claim: CaseClaim, warnings: WarningView[]): ClaimView {
	const { id, revision, state, reason, note } = claim;
	const kind: ClaimKind = isClaimKind(claim.kind) ? claim.kind : 'training';
	return {
		id,
		revision,
		state,
		reason,
		note,
		kind,
		kindLabel: KIND_WORDS[kind].one,
		title: claimTitle(kind, claim.data, labelOf),
		subtitle: claimSubtitle(kind, claim.data),
		replaces: claim.accepted !== null,
		rows: rowsOf(CLAIM_FIELDS[kind], claim.data, claim.accepted?.data ?? null),
		files: claim.evidence.map((file) => fileView(kind, file)),
		readings: claim.readings.map((each) => readingLine(each, claim.revision)),
		matches: warnings.length === 0 && matchesInFull(claim.evidence),
		warnings,
		remarks: claim.remarks.map(remarkView),
	};
}

function remarkView({ returnedAt, reason, note, outcome, reply }: CaseRemark): RemarkView {
	return {
		returnedOn: formatDateLong(localDate(returnedAt, institution().settings.timeZone)),
		reason: label('reasons', reason),
		note: note || null,
		outcome: REMARK_OUTCOME_LABELS[outcome],
		reply,
	};
}

function readingLine(
	{ reading, revision, verdict, reason, note }: EarlierReading,
	current: number,
): ReadingLine {
	const title = reading === 1 ? 'Primera lectura' : 'Segunda lectura';
	return {
		title: revision === current ? title : `${title}, antes de la corrección`,
		verdict,
		reason: reason && (findCatalogueItem('reasons', reason)?.label ?? null),
		note,
	};
}

/** Fields in their order, those that were left out in both versions apart. */
function rowsOf(fields: readonly Field[], data: Answers, accepted: Answers | null): DeclaredRow[] {
	return fields
		.map((field) => {
			const lines = answerLines(field, data[field.name], labelOf);
			const before = accepted && answerLines(field, accepted[field.name], labelOf);
			const changed = before !== null && before.join('\n') !== lines.join('\n');
			return { label: field.summary ?? field.label, lines, before: changed ? before : null };
		})
		.filter((row) => row.lines.length > 0 || row.before !== null);
}

function fileView(kind: ClaimKind, file: CaseEvidence): FileView {
	const { id, name, sizeBytes, pages, scan } = file;
	const pageWords = pages === null ? '' : pages === 1 ? '1 página' : `${pages} páginas`;
	const scanWords = scan === 'clean' ? '' : scan === 'unscanned' ? 'Sin antivirus' : SCAN_LABELS[scan];
	const details = [pageWords, sizeInWords(sizeBytes), scanWords].filter(Boolean).join(' · ');
	return { id, name, details, pages: pages ?? 1, reading: readingView(kind, file) };
}

/** Posts may lie outside the state: their municipality is then one of the national catalogue. */
const labelOf: LabelOf = (name, key) =>
	name === 'municipalities' && !findCatalogueItem(name, key)
		? label('national-municipalities', key)
		: label(name, key);
