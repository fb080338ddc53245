import type { CatalogueName } from '#lib/institution/catalogues.ts';
import type { AnsweredSection } from './sections.ts';

/**
 * How an answer is asked for. `period-end` is a date with "still there" beside it (null when ticked);
 * `month-or-day` takes a date whose day may stay empty; `lines` has one answer on each line; `suggest` takes any text,
 * `lookup` one that means an item of a catalogue, and `lookups` several: a page asks so for a `select` or for `checkboxes`
 * whose catalogue is long.
 */
export type FieldInput =
	| 'line'
	| 'suggest'
	| 'select'
	| 'lookup'
	| 'lookups'
	| 'radio'
	| 'yes-no'
	| 'month'
	| 'day'
	| 'month-or-day'
	| 'period-end'
	| 'checkboxes'
	| 'lines';

/** Where the choices of a field come from: a catalogue of the institution, or the codes of the contract. */
export type FieldOptions = { catalogue: CatalogueName } | { codes: Readonly<Record<string, string>> };

/** One choice of a list; those that share `group` stand under that heading. */
export type Choice = { value: string; label: string; group?: string };

/** The choices of the fields of a page, by field name. */
export type Choices = Record<string, Choice[]>;

/** One question of a form page. The page, the check of answers and the conflict of two tabs are drawn from it. */
export type Field = {
	/** name of the answer (contract.md) */
	name: string;
	label: string;
	/** shorter, for summaries */
	summary?: string;
	hint?: string;
	/** instead of the hint where the choices are too many to show, and the answer is typed */
	typedHint?: string;
	input: FieldInput;
	options?: FieldOptions;
	/** text of the choice without value */
	blank?: string;
	optional?: boolean;
	autocomplete?: 'tel' | 'given-name' | 'organization' | 'organization-title' | 'off';
	inputmode?: 'numeric' | 'tel';
	width?: 'short' | 'medium' | 'full';
	suffix?: string;
	/** fixed-width characters */
	mono?: boolean;
	/** text of the box of a `period-end` */
	openLabel?: string;
};

/** The finance area of a post, of sections and claims alike. */
export const AREA: Field = {
	name: 'area',
	label: 'Área',
	input: 'select',
	options: { catalogue: 'areas' },
	blank: 'Elija el área',
	width: 'full',
};

/** The level of a post. */
export const LEVEL: Field = {
	name: 'level',
	label: 'Nivel del puesto',
	input: 'select',
	options: { catalogue: 'levels' },
	blank: 'Elija el nivel',
};

/** The name of a post, which the catalogue only suggests. */
export const POSITION: Field = {
	name: 'position',
	label: 'Puesto',
	hint: 'Como está en su nombramiento. Puede elegir uno de la lista o escribir otro.',
	input: 'suggest',
	options: { catalogue: 'positions' },
	autocomplete: 'organization-title',
};

/** How fields are called in a list of problems, by their names in the form. */
export function labelsOf(fields: readonly Field[], prefix: string): Record<string, string> {
	return Object.fromEntries(fields.map(({ name, label, summary }) => [prefix + name, summary ?? label]));
}

/** Questions of each section. The names, which live in the profile, are asked apart (`NAME_FIELDS`). */
export const SECTION_FIELDS: Record<AnsweredSection, readonly Field[]> = {
	identity: [
		{
			name: 'rfc',
			label: 'RFC con homoclave',
			summary: 'RFC',
			hint: '13 caracteres, como está en su constancia de situación fiscal.',
			input: 'line',
			optional: true,
			width: 'medium',
			mono: true,
			autocomplete: 'off',
		},
	],
	contact: [
		{
			name: 'phone',
			label: 'Teléfono',
			hint: '10 dígitos, de preferencia celular. Solo lo ve el Instituto.',
			input: 'line',
			inputmode: 'tel',
			autocomplete: 'tel',
			width: 'medium',
		},
		{
			name: 'municipality',
			label: 'Municipio donde vive',
			typedHint: 'Escriba el nombre. Si está en otro estado, agréguelo: Coyoacán, Ciudad de México.',
			input: 'select',
			options: { catalogue: 'municipalities' },
			blank: 'Elija el municipio',
		},
	],
	post: [
		{
			name: 'entity',
			label: 'Ayuntamiento u organismo',
			hint: 'Por ejemplo, Ayuntamiento de Toluca u Organismo de Agua y Saneamiento.',
			input: 'line',
			autocomplete: 'organization',
		},
		{
			name: 'municipality',
			label: 'Municipio del puesto',
			typedHint: 'Escriba el nombre; por ejemplo, Ecatepec.',
			input: 'select',
			options: { catalogue: 'municipalities' },
			blank: 'Elija el municipio',
		},
		AREA,
		POSITION,
		LEVEL,
		{
			name: 'since',
			label: '¿Desde cuándo ocupa este puesto?',
			summary: 'Desde',
			hint: 'La fecha de su nombramiento. El día puede quedar vacío si no lo recuerda.',
			input: 'month-or-day',
		},
		{
			name: 'contract',
			label: 'Tipo de contratación',
			input: 'radio',
			options: { catalogue: 'contracts' },
			optional: true,
		},
	],
	skills: [
		{
			name: 'languages',
			label: 'Idiomas y lenguas',
			hint: 'Uno en cada renglón, con su nivel. Por ejemplo: Otomí, lo hablo.',
			input: 'lines',
			optional: true,
		},
		{
			name: 'systems',
			label: 'Sistemas y programas',
			hint: 'Uno en cada renglón. Por ejemplo: hoja de cálculo, sistema de contabilidad gubernamental.',
			input: 'lines',
			optional: true,
		},
		{
			name: 'other',
			label: 'Otras habilidades',
			hint: 'Una en cada renglón.',
			input: 'lines',
			optional: true,
		},
	],
	interests: [
		{
			name: 'available',
			label: '¿Le interesa cambiar de puesto o que le propongan uno?',
			summary: 'Disponible para otro puesto',
			input: 'yes-no',
		},
		{
			name: 'areas',
			label: 'Áreas que le interesan',
			input: 'checkboxes',
			options: { catalogue: 'areas' },
			optional: true,
		},
		{
			name: 'levels',
			label: 'Niveles que le interesan',
			input: 'checkboxes',
			options: { catalogue: 'levels' },
			optional: true,
		},
		{
			name: 'municipalities',
			label: 'Municipios en los que trabajaría',
			hint: 'Si le da lo mismo, no marque ninguno.',
			typedHint:
				'Escriba uno o varios, con comas entre ellos: Toluca, Metepec. Si le da lo mismo, déjelo vacío.',
			input: 'checkboxes',
			options: { catalogue: 'municipalities' },
			optional: true,
		},
	],
};

/** Names and CURP, asked while they may still be corrected. */
export const NAME_FIELDS: readonly Field[] = [
	{ name: 'givenNames', label: 'Nombre o nombres', input: 'line', autocomplete: 'given-name' },
	{ name: 'firstSurname', label: 'Primer apellido', input: 'line', autocomplete: 'off' },
	{
		name: 'secondSurname',
		label: 'Segundo apellido',
		hint: 'Déjelo vacío si no tiene.',
		input: 'line',
		optional: true,
		autocomplete: 'off',
	},
	{ name: 'curp', label: 'CURP', input: 'line', mono: true, width: 'medium', autocomplete: 'off' },
];
