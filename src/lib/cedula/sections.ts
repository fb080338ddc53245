import { z } from 'zod';
import { parseRfc } from '#lib/identifiers/rfc.ts';
import { RFC_ERROR_MESSAGES } from '#lib/identifiers/rfc-messages.ts';
import { line, optionalLine } from '#lib/platform/text.ts';
import {
	catalogueKey,
	municipalityCode,
	pastMonthOrDay,
	unknownFields,
	type AnswerRules,
	type Answers,
} from './answers.ts';

/** Sections of a cédula (contract.md). */
export const SECTIONS = ['identity', 'contact', 'post', 'skills', 'interests', 'consents'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Sections whose answers lie in the cédula itself; consents lie with their history. */
export const ANSWERED_SECTIONS = ['identity', 'contact', 'post', 'skills', 'interests'] as const;
export type AnsweredSection = (typeof ANSWERED_SECTIONS)[number];

/** How far a section is (contract.md). */
export type SectionState = 'not_started' | 'in_progress' | 'complete';

/** How the state of a section is called. */
export const SECTION_STATE_LABELS: Record<SectionState, string> = {
	not_started: 'Sin iniciar',
	in_progress: 'En curso',
	complete: 'Completa',
};

/** Answers that are kept encrypted with the person's key, by section. */
export const SEALED_ANSWERS: Partial<Record<AnsweredSection, readonly string[]>> = {
	identity: ['rfc'],
	contact: ['phone'],
};

/**
 * What the identity shows and the CURP or the account decides.
 * May be sent back as it was read; another value is refused, with where it is changed.
 */
export const DERIVED_ANSWERS: Partial<Record<AnsweredSection, Readonly<Record<string, string>>>> = {
	identity: {
		birthDate: 'La fecha de nacimiento sale de la CURP. Si no es la suya, corrija la CURP.',
		sex: 'El sexo sale de la CURP. Si no es el suyo, corrija la CURP.',
		birthState: 'La entidad de nacimiento sale de la CURP. Si no es la suya, corrija la CURP.',
	},
	contact: {
		email: 'Su correo es el de su cuenta. Cámbielo en los datos de su cuenta.',
	},
};

/** The names and the CURP: they live in the profile, and change there. */
export const NAME_ANSWERS = ['givenNames', 'firstSurname', 'secondSurname', 'curp'] as const;

/** Longest given name or surname, in characters. */
const LONGEST_NAME = 100;

/** The names of a person, all of them needed but the second surname. */
export const namesForm = z.object({
	givenNames: line(LONGEST_NAME, 'Escriba su nombre, como aparece en su identificación.'),
	firstSurname: line(LONGEST_NAME, 'Escriba su primer apellido.'),
	secondSurname: optionalLine(LONGEST_NAME),
});

/** What is needed of a section before the cédula can be sent (rules.md), with what to tell when it is missing. */
export const NEEDED_ANSWERS: Partial<Record<AnsweredSection, Readonly<Record<string, string>>>> = {
	contact: {
		phone: 'Escriba un teléfono en el que podamos encontrarle.',
		municipality: 'Elija el municipio donde vive.',
	},
	post: {
		entity: 'Escriba el ayuntamiento u organismo en el que trabaja.',
		municipality: 'Elija el municipio de su puesto.',
		area: 'Elija el área de la lista.',
		position: 'Escriba el nombre de su puesto.',
		level: 'Elija el nivel de su puesto.',
		since: 'Escriba desde cuándo ocupa el puesto: el mes y el año, y el día si lo sabe.',
	},
};

const PHONE = 'Escriba los 10 dígitos del teléfono, con la clave de la ciudad; por ejemplo, 722 123 4567.';

/** Longest list of languages, systems or other skills. */
const MOST_SKILLS = 20;

/** The forms of the sections: everything may be missing, what is there must be valid. */
export function sectionForms(rules: AnswerRules) {
	const keys = (catalogue: 'areas' | 'levels', message: string) =>
		chosen(catalogueKey(rules, catalogue, message));
	return {
		identity: form({ rfc: rfc() }),
		contact: form({ phone: phone(), municipality: municipalityCode(rules) }),
		post: form({
			entity: line(200, 'Escriba el ayuntamiento u organismo en el que trabaja.'),
			municipality: municipalityCode(rules),
			area: catalogueKey(rules, 'areas', 'Elija el área de la lista.'),
			position: line(150, 'Escriba el nombre de su puesto.'),
			level: catalogueKey(rules, 'levels', 'Elija el nivel de la lista.'),
			since: pastMonthOrDay(rules),
			contract: catalogueKey(rules, 'contracts', 'Elija el tipo de contratación de la lista.'),
		}),
		skills: form({ languages: skillList(), systems: skillList(), other: skillList() }),
		interests: form({
			available: z.boolean('Elija sí o no.'),
			areas: keys('areas', 'Elija las áreas de la lista.'),
			municipalities: chosen(municipalityCode(rules)),
			levels: keys('levels', 'Elija los niveles de la lista.'),
		}),
	};
}

/** The forms of all sections. */
export type SectionForms = ReturnType<typeof sectionForms>;

/** The body of `PATCH /me/cedula`: one or more sections, each with the version that the sender saw, if any. */
export const cedulaPatch = z.partialRecord(
	z.enum(SECTIONS, 'Esa sección no existe.'),
	z.record(z.string(), z.unknown(), { error: 'Envíe los datos de la sección como un objeto.' }),
);

/**
 * How far a section is: complete when nothing needed is missing.
 * Skills and interests need nothing and are complete once they were saved.
 */
export function sectionState(section: AnsweredSection, answers: Answers, version: number): SectionState {
	if (section === 'identity') return 'complete';
	const needed = Object.keys(NEEDED_ANSWERS[section] ?? {});
	const answered = needed.filter((field) => answers[field] !== undefined);
	if (answered.length === needed.length) return needed.length > 0 || version > 0 ? 'complete' : 'not_started';
	return version > 0 ? 'in_progress' : 'not_started';
}

function form<Shape extends z.ZodRawShape>(shape: Shape) {
	return z.strictObject(shape, { error: unknownFields }).partial();
}

/** Ten digits; the country code of Mexico and old prefixes are taken off. */
function phone() {
	return z.string({ error: PHONE }).transform((typed, context) => {
		const digits = typed.normalize('NFKC').replace(/[\s().+\-–]/g, '');
		const number = /^(?:521?|044|045|01)?(\d{10})$/.exec(digits)?.[1];
		if (number) return number;
		context.addIssue({ code: 'custom', message: PHONE });
		return z.NEVER;
	});
}

function rfc() {
	return z.string({ error: RFC_ERROR_MESSAGES.FORMAT }).transform((typed, context) => {
		const parsed = parseRfc(typed);
		if (parsed.ok) return parsed.rfc;
		for (const error of parsed.errors)
			context.addIssue({ code: 'custom', message: RFC_ERROR_MESSAGES[error] });
		return z.NEVER;
	});
}

function skillList() {
	const most = `Escriba como máximo ${MOST_SKILLS}, uno en cada renglón.`;
	return z.array(line(80), { error: 'Escriba uno en cada renglón.' }).max(MOST_SKILLS, most);
}

function chosen<Item extends z.ZodType<string>>(item: Item) {
	return z.array(item, { error: 'Elija uno o varios de la lista.' }).transform((keys) => [...new Set(keys)]);
}
