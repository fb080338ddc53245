import { fold } from '#lib/platform/text.ts';

/** Largest list that is taken: the population of the service several times over. */
export const LIST_LIMITS = { sizeBytes: 5 * 1024 * 1024, people: 20_000 } as const;

/** What a list says of a person. */
export const COLUMNS = [
	'curp',
	'givenNames',
	'firstSurname',
	'secondSurname',
	'email',
	'municipality',
] as const;
export type Column = (typeof COLUMNS)[number];

/** How each column is called, in reports and in what is asked for. */
export const COLUMN_LABELS: Record<Column, string> = {
	curp: 'CURP',
	givenNames: 'Nombre',
	firstSurname: 'Primer apellido',
	secondSurname: 'Segundo apellido',
	email: 'Correo electrónico',
	municipality: 'Municipio',
};

/** Columns without which a list is not taken; the others may be missing. */
export const NEEDED_COLUMNS: readonly Column[] = ['curp', 'givenNames', 'firstSurname', 'email'];

/** How people write the heads of columns, without accents, capitals and signs. */
const HEADS: Record<Column, readonly string[]> = {
	curp: ['curp', 'clave curp', 'clave unica de registro de poblacion'],
	givenNames: ['nombre', 'nombres', 'nombre s', 'nombre o nombres', 'nombre de pila', 'nombres de pila'],
	firstSurname: ['primer apellido', 'apellido paterno', 'paterno', 'apellido 1', 'apellido1', 'ap paterno'],
	secondSurname: ['segundo apellido', 'apellido materno', 'materno', 'apellido 2', 'apellido2', 'ap materno'],
	email: [
		'correo',
		'correo electronico',
		'correo e',
		'email',
		'e mail',
		'mail',
		'correo institucional',
		'correo personal',
	],
	municipality: [
		'municipio',
		'ayuntamiento',
		'municipio del puesto',
		'clave del municipio',
		'clave de municipio',
		'clave municipio',
		'clave inegi',
		'cve mun',
		'cvegeo',
	],
};

/** What becomes of a line of a list. */
export const OUTCOMES = ['added', 'corrected', 'unchanged', 'has_account', 'at_desk', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes in words, one person each: before it is done, and after. */
export const OUTCOME_WORDS: Record<Outcome, { plan: string; result: string }> = {
	added: { plan: 'Se agrega y se le invita por correo', result: 'Agregada e invitada' },
	corrected: { plan: 'Se corrigen sus datos', result: 'Datos corregidos' },
	unchanged: { plan: 'Ya estaba; no cambia', result: 'Ya estaba, sin cambios' },
	has_account: { plan: 'Ya tiene cuenta; no cambia', result: 'Ya tiene cuenta, sin cambios' },
	at_desk: { plan: 'Se atiende en el módulo; no cambia', result: 'Se atiende en el módulo, sin cambios' },
	refused: { plan: 'No se importa', result: 'No se importó' },
};

/** A line that is wrong, in words; `column` names where. */
export type RowProblem = { column: Column; message: string };

/** How many lines have each outcome. */
export type Counts = Record<Outcome, number>;

/** Counts outcomes; those that do not occur are 0. */
export function countOutcomes(outcomes: readonly Outcome[]): Counts {
	const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Counts;
	for (const outcome of outcomes) counts[outcome] += 1;
	return counts;
}

/** Which column the head of a list means; nothing for one that we do not use. */
export function columnOf(head: string): Column | undefined {
	const words = wordsOf(head);
	return COLUMNS.find((column) => HEADS[column].includes(words));
}

/** «Correo Electrónico:» and «CORREO_ELECTRONICO» as the same words. */
function wordsOf(head: string): string {
	return (fold(head).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

const DELIMITERS = [',', ';', '\t'] as const;

/** The sign that parts the cells of a line: the one that occurs most outside quotes. */
export function delimiterOf(line: string): string {
	const bare = line.replace(/"[^"]*"/g, '');
	const count = (sign: string) => bare.split(sign).length;
	return DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** A code of the INEGI as it was before a spreadsheet ate the zero in front, or wrote the three digits of the State alone. */
export function municipalityCode(cell: string, state: string): string {
	if (!/^\d{1,5}$/.test(cell)) return cell;
	return cell.length <= 3 ? state + cell.padStart(3, '0') : cell.padStart(5, '0');
}
