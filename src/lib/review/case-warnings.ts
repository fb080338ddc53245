import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { curpNameWarnings, type CurpNameWarning } from '#lib/identifiers/curp.ts';
import type { PersonNames } from '#lib/identifiers/person-names.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { coincidenceMessage, type Coincidence, type OtherPerson } from './coincidence.ts';

/** Something that deserves a second look; it never decides (rules.md, "What is needed to send a cédula"). */
export type CaseWarning = {
	/** the claim it is about; null when it is about the person */
	claimId: string | null;
	code:
		| 'curp_names'
		| 'repeated_identity'
		| 'implausible_date'
		| 'expired'
		| 'repeated_licence'
		| 'shared_file'
		| 'repeated_file';
	message: string;
	/** whose cédulas are to be compared, when it is about something that other people sent too */
	others: OtherPerson[];
};

/** What warnings are computed from. */
export type WarningSubject = {
	names: PersonNames;
	curp: string;
	birthDate: PlainDate;
	claims: {
		id: string;
		kind: string;
		data: Record<string, unknown>;
		evidence: { id: string; name: string; sha256: string }[];
	}[];
	coincidences: readonly Coincidence[];
};

/** Everything about a case that deserves a second look, the person first, then claim by claim. */
export function caseWarnings(subject: WarningSubject, today: PlainDate): CaseWarning[] {
	const files = filesOnSeveralClaims(subject.claims);
	return [
		...curpNameWarnings(subject.curp, subject.names).map(nameWarning),
		...samePerson(subject.coincidences),
		...subject.claims.flatMap((claim) => [
			...dateMessages(claim.kind, claim.data, subject.birthDate, today).map((message) =>
				warning(claim.id, 'implausible_date', message),
			),
			...expiry(claim, today),
			...sentByOthers(claim, subject.coincidences),
			...(files.has(claim.id) ? [warning(claim.id, 'repeated_file', REPEATED_FILE)] : []),
		]),
	];
}

const REPEATED_FILE = 'El mismo archivo está en otro renglón de esta cédula. Revise que pruebe los dos.';

const NAME_PARTS: Record<CurpNameWarning, string> = {
	FIRST_SURNAME: 'El primer apellido',
	SECOND_SURNAME: 'El segundo apellido',
	GIVEN_NAMES: 'El nombre',
};

/** Youngest age, in whole years, at which a degree or a post is plausible. */
const YOUNGEST: Record<string, number> = {
	experience: 15,
	PRIMARIA: 10,
	SECUNDARIA: 13,
	MEDIA_SUPERIOR: 16,
	TSU: 18,
	LICENCIATURA_SIN_TITULO: 19,
	LICENCIATURA: 19,
	ESPECIALIDAD: 20,
	MAESTRIA: 20,
	DOCTORADO: 22,
};

/** More hours a day than a course can have. */
const HOURS_A_DAY = 14;

function nameWarning(part: CurpNameWarning): CaseWarning {
	return warning(
		null,
		'curp_names',
		`${NAME_PARTS[part]} no coincide con las letras de la CURP. Compárelos con los documentos.`,
	);
}

const COINCIDENCE_CODES = {
	identity: 'repeated_identity',
	licence: 'repeated_licence',
	file: 'shared_file',
} as const;

function samePerson(coincidences: readonly Coincidence[]): CaseWarning[] {
	return coincidences.filter(({ kind }) => kind === 'identity').map((found) => coincidence(null, found));
}

function sentByOthers(
	{ id, data, evidence }: WarningSubject['claims'][number],
	coincidences: readonly Coincidence[],
): CaseWarning[] {
	return coincidences.flatMap((found) => {
		if (found.kind === 'licence' && found.key === data.licenceNumber) return [coincidence(id, found)];
		const files = found.kind === 'file' ? evidence.filter(({ sha256 }) => sha256 === found.key) : [];
		return files.map(({ name }) => coincidence(id, found, name));
	});
}

function coincidence(claimId: string | null, found: Coincidence, fileName?: string): CaseWarning {
	const { kind, others } = found;
	return { claimId, code: COINCIDENCE_CODES[kind], message: coincidenceMessage(found, fileName), others };
}

function warning(claimId: string | null, code: CaseWarning['code'], message: string): CaseWarning {
	return { claimId, code, message, others: [] };
}

type Field = { name: string; label: string; mayBeFuture?: boolean };

const PERIOD: Field[] = [
	{ name: 'from', label: 'inicio' },
	{ name: 'to', label: 'término' },
];

/** Dates of each kind of claim, in the order in which they must come. */
const DATES: Record<string, Field[]> = {
	education: [{ name: 'finishedOn', label: 'conclusión' }],
	experience: PERIOD,
	certification: [
		{ name: 'issuedOn', label: 'expedición' },
		{ name: 'validUntil', label: 'fin de la vigencia', mayBeFuture: true },
	],
	training: PERIOD,
};

function dateMessages(
	kind: string,
	data: Record<string, unknown>,
	birthDate: PlainDate,
	today: PlainDate,
): string[] {
	const fields = DATES[kind] ?? [];
	const future = fields.filter(({ name, mayBeFuture }) => !mayBeFuture && isAfter(dateOf(data, name), today));
	return [
		...future.map(({ label }) => `La fecha de ${label} todavía no llega.`),
		...reversed(fields, data),
		...tooYoung(kind, data, birthDate),
		...(kind === 'training' ? tooManyHours(data) : []),
	];
}

function reversed([start, end]: Field[], data: Record<string, unknown>): string[] {
	if (!start || !end || !isAfter(dateOf(data, start.name), dateOf(data, end.name))) return [];
	return [`La fecha de ${end.label} es anterior a la de ${start.label}.`];
}

function tooYoung(kind: string, data: Record<string, unknown>, birthDate: PlainDate): string[] {
	const date = dateOf(data, kind === 'education' ? 'finishedOn' : 'from');
	const youngest = YOUNGEST[kind === 'education' ? String(data.level) : kind];
	if (!date || youngest === undefined) return [];
	const age = ageOn(birthDate, lastDayOf(date));
	return age < youngest ? [`Según la CURP, entonces tenía ${Math.max(age, 0)} años.`] : [];
}

function tooManyHours(data: Record<string, unknown>): string[] {
	const [from, to, hours] = [dateOf(data, 'from'), dateOf(data, 'to'), Number(data.hours)];
	if (!from || !to || isAfter(from, to)) return [];
	const days = (Date.parse(lastDayOf(to)) - Date.parse(firstDayOf(from))) / 86_400_000 + 1;
	return hours > days * HOURS_A_DAY
		? [`Declara ${hours} horas en ${days === 1 ? 'un día' : `${days} días`}.`]
		: [];
}

function expiry({ id, kind, data }: WarningSubject['claims'][number], today: PlainDate): CaseWarning[] {
	const until = kind === 'certification' ? dateOf(data, 'validUntil') : undefined;
	return isAfter(today, until) ? [warning(id, 'expired', 'La vigencia que declara ya terminó.')] : [];
}

function filesOnSeveralClaims(claims: WarningSubject['claims']): Set<string> {
	const claimsOf = new Map<string, string[]>();
	for (const { id, evidence } of claims)
		for (const file of new Set(evidence.map((each) => each.id)))
			claimsOf.set(file, [...(claimsOf.get(file) ?? []), id]);
	return new Set([...claimsOf.values()].filter((ids) => ids.length > 1).flat());
}

/** A date as declared, `YYYY-MM` or `YYYY-MM-DD`; undefined when there is none. */
function dateOf(data: Record<string, unknown>, name: string): string | undefined {
	const value = data[name];
	return typeof value === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(value) ? value : undefined;
}

/** Whether a date is later than another, compared by the coarser of the two (month or day). */
function isAfter(date: string | undefined, other: string | undefined): boolean {
	if (!date || !other) return false;
	const length = Math.min(date.length, other.length);
	return date.slice(0, length) > other.slice(0, length);
}

function firstDayOf(date: string): PlainDate {
	return date.length === 7 ? `${date}-01` : date;
}

/** Last day of a month that was given without day. */
function lastDayOf(date: string): PlainDate {
	if (date.length !== 7) return date;
	const [year, month] = date.split('-').map(Number);
	return new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10);
}
