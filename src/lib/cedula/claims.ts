import { z } from 'zod';
import { normalizeTypedKey } from '#lib/identifiers/typed-key.ts';
import { parseLicence } from '#lib/identifiers/licence.ts';
import { line } from '#lib/platform/text.ts';
import {
	anyDay,
	catalogueKey,
	firstDayOf,
	isBlank,
	lastDayOf,
	municipalityCode,
	pastDay,
	pastMonthOrDay,
	unknownFields,
	wholeNumber,
	type AnswerRules,
	type Answers,
} from './answers.ts';

/** Kinds of item that a cédula declares (contract.md). */
export const CLAIM_KINDS = ['education', 'experience', 'certification', 'training'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Whether a text names a kind of claim. */
export function isClaimKind(value: unknown): value is ClaimKind {
	return CLAIM_KINDS.some((kind) => kind === value);
}

/** What a training was (contract.md); T1 to T3 of the weighting go by it. */
export const TRAINING_TYPES = {
	COURSE: 'Curso o taller',
	DIPLOMA: 'Diplomado',
	CONFERENCE: 'Conferencia',
	INSTRUCTOR: 'Participación como instructor o ponente',
} as const;

/** What a training was about (contract.md). */
export const TRAINING_THEMES = {
	FINANCE: 'Hacienda pública y finanzas',
	HUMAN_DEVELOPMENT: 'Desarrollo humano y organizacional',
	OTHER: 'Otro tema',
} as const;

/** Hours that one course may last. */
export const TRAINING_HOURS = { min: 1, max: 2000 } as const;

/** Fields in which null is an answer: `to` of an experience means until today. */
export const NULLABLE_ANSWERS: Record<ClaimKind, readonly string[]> = {
	education: [],
	experience: ['to'],
	certification: [],
	training: [],
};

/** What the service cannot count or check without: fields, and what to tell when one is missing. */
type Needed = (answers: Answers) => Record<string, string>;

type Order = { start: string; end: string; message: string };

/**
 * The forms of the four kinds, each as `draft`, in which everything may be missing but what is there must be valid,
 * and as `complete`, in which nothing needed may be missing. Both are made of the same fields.
 */
export function claimForms(rules: AnswerRules) {
	return {
		education: form(
			{
				level: catalogueKey(rules, 'academic-levels', 'Elija el nivel de estudios de la lista.'),
				programme: line(200, MESSAGES.programme),
				field: catalogueKey(rules, 'fields', MESSAGES.field),
				institution: line(200, MESSAGES.institution),
				finishedOn: pastDay(rules),
				licenceNumber: licenceNumber(),
				licenceIssuer: line(200),
			},
			neededForEducation,
		),
		experience: form(
			{
				employer: line(200, MESSAGES.employer),
				municipality: municipalityCode(rules),
				area: catalogueKey(rules, 'areas', MESSAGES.area),
				level: catalogueKey(rules, 'levels', MESSAGES.level),
				position: line(150, MESSAGES.position),
				from: pastMonthOrDay(rules),
				to: pastMonthOrDay(rules).nullable(),
			},
			neededForExperience,
			PERIOD,
		),
		certification: form(
			{
				standard: standardKey(rules),
				title: line(250, MESSAGES.standard).transform(upperCaseCode),
				issuer: line(200, MESSAGES.issuer),
				folio: line(80, MESSAGES.folio),
				issuedOn: pastDay(rules),
				validUntil: anyDay(),
			},
			neededForCertification,
			VALIDITY,
		),
		training: form(
			{
				type: z.enum(keysOf(TRAINING_TYPES), MESSAGES.type),
				theme: z.enum(keysOf(TRAINING_THEMES), MESSAGES.theme),
				name: line(250, MESSAGES.name),
				institution: line(200, MESSAGES.trainer),
				hours: wholeNumber(TRAINING_HOURS.min, TRAINING_HOURS.max, MESSAGES.hours),
				from: pastMonthOrDay(rules),
				to: pastMonthOrDay(rules),
			},
			neededForTraining,
			PERIOD,
		),
	};
}

/** The forms of all kinds. */
export type ClaimForms = ReturnType<typeof claimForms>;

/** Answers of a claim in the making, by kind. */
export type ClaimDraft<Kind extends ClaimKind = ClaimKind> = z.output<ClaimForms[Kind]['draft']>;

const MESSAGES = {
	programme: 'Escriba el nombre de la carrera o programa, como está en el documento.',
	field: 'Elija el área de estudio de la lista.',
	institution: 'Escriba el nombre de la institución que expidió el documento.',
	finished: 'Escriba la fecha en que concluyó, o la del documento.',
	employer: 'Escriba el nombre del ayuntamiento, organismo o empresa.',
	area: 'Elija el área de la lista. Si no era hacendaria, elija «Otra».',
	level: 'Elija el nivel del puesto de la lista.',
	position: 'Escriba el nombre del puesto, como está en el nombramiento.',
	from: 'Escriba cuándo empezó: el mes y el año, y el día si lo sabe.',
	to: 'Escriba cuándo terminó, o marque que sigue en el puesto.',
	standard: 'Elija el estándar de la lista o escriba el nombre de la certificación.',
	issuer: 'Escriba quién expidió el certificado.',
	folio: 'Escriba el folio o número del certificado.',
	issuedOn: 'Escriba la fecha en que se expidió el certificado.',
	type: 'Elija qué fue: curso, diplomado, conferencia o participación como instructor.',
	theme: 'Elija el tema de la lista.',
	name: 'Escriba el nombre del curso o la conferencia, como está en la constancia.',
	trainer: 'Escriba el nombre de la institución que dio el curso o la conferencia.',
	hours: `Escriba las horas con números enteros, de ${TRAINING_HOURS.min} a ${TRAINING_HOURS.max}.`,
	finishedTraining: 'Escriba cuándo terminó; si duró un día, la misma fecha.',
} as const;

const PERIOD: Order = {
	start: 'from',
	end: 'to',
	message: 'La fecha de término es anterior a la de inicio. Revise ambas.',
};

const VALIDITY: Order = {
	start: 'issuedOn',
	end: 'validUntil',
	message: 'La vigencia termina antes de la fecha de expedición. Revise ambas fechas.',
};

/** Primary and secondary school have no programme and no field of study. */
const WITHOUT_FIELD: readonly unknown[] = ['PRIMARIA', 'SECUNDARIA'];

function neededForEducation({ level }: Answers): Record<string, string> {
	const always = {
		level: 'Elija el nivel de estudios de la lista.',
		institution: MESSAGES.institution,
		finishedOn: MESSAGES.finished,
	};
	if (WITHOUT_FIELD.includes(level)) return always;
	return { ...always, programme: MESSAGES.programme, field: MESSAGES.field };
}

function neededForExperience({ area }: Answers): Record<string, string> {
	const { employer, position, from, to } = MESSAGES;
	const always = { employer, area: MESSAGES.area, position, from, to };
	return area === 'OTHER' ? always : { ...always, level: MESSAGES.level };
}

function neededForCertification({ title }: Answers): Record<string, string> {
	const { issuer, folio, issuedOn, standard } = MESSAGES;
	const always = { issuer, folio, issuedOn };
	return isBlank(title) ? { standard, ...always } : always;
}

function neededForTraining(): Record<string, string> {
	const { type, theme, name, trainer, hours, from, finishedTraining } = MESSAGES;
	return { type, theme, name, institution: trainer, hours, from, to: finishedTraining };
}

function form<Shape extends z.ZodRawShape>(shape: Shape, needed: Needed, order?: Order) {
	const draft = z
		.strictObject(shape, { error: unknownFields })
		.partial()
		.superRefine((answers, context) => {
			if (order && isReversed(answers as Answers, order))
				context.addIssue({ code: 'custom', path: [order.end], message: order.message });
		});
	const complete = draft.superRefine((answers, context) => {
		for (const [field, message] of Object.entries(needed(answers as Answers)))
			if ((answers as Answers)[field] === undefined)
				context.addIssue({ code: 'custom', path: [field], message });
	});
	return { draft, complete };
}

function isReversed(answers: Answers, { start, end }: Order): boolean {
	const [first, last] = [answers[start], answers[end]];
	return typeof first === 'string' && typeof last === 'string' && lastDayOf(last) < firstDayOf(first);
}

function licenceNumber() {
	const message =
		'El número de cédula profesional tiene 7 u 8 dígitos, sin letras. Si el suyo tiene menos, anteponga ceros hasta completar 7.';
	return z.string({ error: message }).transform((value, context) => {
		const parsed = parseLicence(value);
		if (parsed.ok) return parsed.licenceNumber;
		context.addIssue({ code: 'custom', message });
		return z.NEVER;
	});
}

function standardKey(rules: AnswerRules) {
	const message = 'Ese estándar no está en la lista. Déjelo vacío y escriba el nombre de la certificación.';
	return z
		.string({ error: message })
		.transform(normalizeTypedKey)
		.refine((key) => rules.has('competencies', key), message);
}

/** A code of the national system is written in capitals, however it was typed: «ec0105 Atención…». */
function upperCaseCode(title: string): string {
	return title.replace(/^ec\d{4}(\.\d{2})?\b/i, (code) => code.toUpperCase());
}

function keysOf<Key extends string>(labels: Readonly<Record<Key, string>>): [Key, ...Key[]] {
	return Object.keys(labels) as [Key, ...Key[]];
}
