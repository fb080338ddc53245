import type { CatalogueName } from '#lib/institution/catalogues.ts';
import { formatDate, formatMonth, isPlainDate } from '#lib/institution/plain-date.ts';
import type { Answers } from './answers.ts';
import type { ClaimKind } from './claims.ts';
import type { Choices, Field } from './fields.ts';

/** Gives the words of a catalogue key. */
export type LabelOf = (catalogue: CatalogueName, key: string) => string;

/** How a kind of claim is called: one item, several, and what proves it. */
export const KIND_WORDS: Record<ClaimKind, { one: string; many: string; add: string; evidence: string }> = {
	education: {
		one: 'Estudio',
		many: 'Formación académica',
		add: 'Agregar un estudio',
		evidence: 'Título, cédula profesional, certificado de estudios o carta de pasante.',
	},
	experience: {
		one: 'Empleo',
		many: 'Experiencia laboral',
		add: 'Agregar un empleo',
		evidence: 'Nombramiento, constancia de servicios, baja o recibos de nómina del primer y último mes.',
	},
	certification: {
		one: 'Certificación',
		many: 'Certificaciones de competencia',
		add: 'Agregar una certificación',
		evidence: 'El certificado, por ambos lados.',
	},
	training: {
		one: 'Curso o conferencia',
		many: 'Capacitación',
		add: 'Agregar un curso o conferencia',
		evidence: 'La constancia, diploma o reconocimiento, con fechas y horas.',
	},
};

/** An answer as people read it, one line or several; nothing when it was left out. */
export function answerLines(field: Field, value: unknown, labelOf: LabelOf): string[] {
	if (value === null) return field.openLabel ? [field.openLabel] : [];
	if (value === undefined || value === '') return [];
	if (Array.isArray(value)) return value.map((item) => choiceWords(field, String(item), labelOf));
	if (typeof value === 'boolean') return [value ? 'Sí' : 'No'];
	const text = String(value);
	if (['month', 'day', 'month-or-day', 'period-end'].includes(field.input)) return [dateWords(text)];
	if (field.name === 'phone') return [text.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')];
	return [field.suffix ? `${text} ${field.suffix}` : choiceWords(field, text, labelOf)];
}

/** Like {@link answerLines}, with the words of the choices that a page offers. */
export function chosenLines(field: Field, value: unknown, choices: Choices): string[] {
	const labelOf: LabelOf = (_, key) => choices[field.name]?.find(({ value }) => value === key)?.label ?? key;
	return answerLines(field, value, labelOf);
}

/** «marzo de 2021» or «27 de marzo de 2021»; what is no date is shown as typed. */
export function dateWords(date: string): string {
	if (isPlainDate(date)) return formatDate(date);
	return isPlainDate(`${date}-01`) ? formatMonth(date) : date;
}

/** The line by which a claim is recognised in lists. */
export function claimTitle(kind: ClaimKind, data: Answers, labelOf: LabelOf): string {
	const text = (field: string) => (typeof data[field] === 'string' ? data[field] : '');
	const titles: Record<ClaimKind, string[]> = {
		education: [text('programme'), text('level') && labelOf('academic-levels', text('level'))],
		experience: [text('position')],
		certification: [text('standard') && labelOf('competencies', text('standard')), text('title')],
		training: [text('name')],
	};
	return titles[kind].find(Boolean) || `${KIND_WORDS[kind].one} sin nombre`;
}

/** The line under the title: who with, and when. */
export function claimSubtitle(kind: ClaimKind, data: Answers): string {
	const who = {
		education: 'institution',
		experience: 'employer',
		certification: 'issuer',
		training: 'institution',
	};
	const place = data[who[kind]];
	return [typeof place === 'string' ? place : '', periodWords(kind, data)].filter(Boolean).join(' · ');
}

function periodWords(kind: ClaimKind, data: Answers): string {
	const words = (field: string) => (typeof data[field] === 'string' ? dateWords(data[field]) : '');
	if (kind === 'education') return words('finishedOn');
	if (kind === 'certification') return words('issuedOn');
	const [from, to] = [words('from'), data.to === null ? 'hoy' : words('to')];
	return from && to && from !== to ? `${from} a ${to}` : from || to;
}

function choiceWords({ options }: Field, key: string, labelOf: LabelOf): string {
	if (!options) return key;
	return 'codes' in options ? (options.codes[key] ?? key) : labelOf(options.catalogue, key);
}
