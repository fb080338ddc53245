import type { CatalogueName } from '#lib/institution/catalogues.ts';
import { TRAINING_THEMES, TRAINING_TYPES, type ClaimKind } from './claims.ts';
import type { AnsweredSection } from './sections.ts';

/**
 * How an answer is asked for. `period-end` is a date with "still there" beside it (null when ticked);
 * `month-or-day` takes a date whose day may stay empty; `lines` has one answer on each line.
 */
export type FieldInput =
	| 'line'
	| 'suggest'
	| 'select'
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

const AREA: Field = {
	name: 'area',
	label: 'Área',
	input: 'select',
	options: { catalogue: 'areas' },
	blank: 'Elija el área',
};

const LEVEL: Field = {
	name: 'level',
	label: 'Nivel del puesto',
	input: 'select',
	options: { catalogue: 'levels' },
	blank: 'Elija el nivel',
};

const POSITION: Field = {
	name: 'position',
	label: 'Puesto',
	hint: 'Como está en su nombramiento. Puede elegir uno de la lista o escribir otro.',
	input: 'suggest',
	options: { catalogue: 'positions' },
	autocomplete: 'organization-title',
};

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
			input: 'select',
			options: { catalogue: 'municipalities' },
			blank: 'Elija el municipio',
		},
		AREA,
		POSITION,
		LEVEL,
		{ name: 'since', label: '¿Desde cuándo ocupa este puesto?', summary: 'Desde', input: 'month' },
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

const TO_TRAINING: Field = {
	name: 'to',
	label: '¿Cuándo terminó?',
	summary: 'Término',
	hint: 'Si duró un solo día, la misma fecha. El día puede quedar vacío si no lo recuerda.',
	input: 'month-or-day',
};

/** Questions of each kind of claim. */
export const CLAIM_FIELDS: Record<ClaimKind, readonly Field[]> = {
	education: [
		{
			name: 'level',
			label: 'Nivel de estudios',
			hint: 'Un diplomado no es un nivel de estudios: agréguelo en capacitación.',
			input: 'select',
			options: { catalogue: 'academic-levels' },
			blank: 'Elija el nivel',
			width: 'full',
		},
		{
			name: 'programme',
			label: 'Carrera o programa',
			hint: 'Como está en el documento. Para primaria y secundaria puede quedar vacío.',
			input: 'line',
		},
		{
			name: 'field',
			label: 'Área de estudio',
			hint: 'Para primaria y secundaria puede quedar vacía.',
			input: 'select',
			options: { catalogue: 'fields' },
			blank: 'Elija el área de estudio',
			width: 'full',
		},
		{ name: 'institution', label: 'Institución', input: 'line', autocomplete: 'organization' },
		{
			name: 'finishedOn',
			label: '¿Cuándo concluyó?',
			summary: 'Conclusión',
			hint: 'La fecha de examen o de expedición que aparece en el documento. Por ejemplo, 27 3 2015.',
			input: 'day',
		},
		{
			name: 'licenceNumber',
			label: 'Número de cédula profesional',
			hint: '7 u 8 dígitos. Solo si ya la tiene.',
			input: 'line',
			inputmode: 'numeric',
			optional: true,
			width: 'medium',
			mono: true,
			autocomplete: 'off',
		},
		{
			name: 'licenceIssuer',
			label: 'Quién expidió la cédula profesional',
			hint: 'Por ejemplo, Dirección General de Profesiones.',
			input: 'line',
			optional: true,
		},
	],
	experience: [
		{
			name: 'employer',
			label: 'Ayuntamiento, organismo o empresa',
			hint: 'Por ejemplo, Ayuntamiento de Toluca.',
			input: 'line',
			autocomplete: 'organization',
		},
		{
			name: 'municipality',
			label: 'Municipio',
			input: 'select',
			options: { catalogue: 'municipalities' },
			blank: 'Elija el municipio',
			optional: true,
		},
		{ ...AREA, hint: 'En una empresa privada, o si el puesto no era hacendario, elija «Otra».' },
		POSITION,
		{ ...LEVEL, hint: 'Puede quedar vacío si eligió «Otra» área.' },
		{
			name: 'from',
			label: '¿Cuándo empezó?',
			summary: 'Inicio',
			hint: 'El día puede quedar vacío si no lo recuerda.',
			input: 'month-or-day',
		},
		{
			name: 'to',
			label: '¿Cuándo terminó?',
			summary: 'Término',
			input: 'period-end',
			openLabel: 'Sigo en este puesto',
		},
	],
	certification: [
		{
			name: 'standard',
			label: 'Estándar o norma de competencia',
			hint: 'Si el suyo no está en la lista, elija «No está en la lista» y escriba su nombre abajo.',
			input: 'select',
			options: { catalogue: 'competencies' },
			blank: 'No está en la lista',
			width: 'full',
		},
		{
			name: 'title',
			label: 'Nombre de la certificación',
			hint: 'Con su clave, si la tiene; por ejemplo, EC0105 Atención al ciudadano. Quien valida buscará a qué estándar corresponde.',
			input: 'line',
			optional: true,
		},
		{ name: 'issuer', label: 'Quién la expidió', input: 'line', autocomplete: 'organization' },
		{
			name: 'folio',
			label: 'Folio o número del certificado',
			summary: 'Folio',
			input: 'line',
			mono: true,
			width: 'medium',
			autocomplete: 'off',
		},
		{
			name: 'issuedOn',
			label: '¿Cuándo se expidió?',
			summary: 'Expedición',
			hint: 'Por ejemplo, 27 3 2024.',
			input: 'day',
		},
		{
			name: 'validUntil',
			label: '¿Hasta cuándo es válida?',
			summary: 'Vigencia',
			hint: 'Solo si el certificado lo dice.',
			input: 'day',
			optional: true,
		},
	],
	training: [
		{ name: 'type', label: '¿Qué fue?', summary: 'Tipo', input: 'radio', options: { codes: TRAINING_TYPES } },
		{ name: 'theme', label: 'Tema', input: 'radio', options: { codes: TRAINING_THEMES } },
		{
			name: 'name',
			label: 'Nombre del curso o de la conferencia',
			summary: 'Nombre',
			hint: 'Como está en la constancia.',
			input: 'line',
		},
		{
			name: 'institution',
			label: 'Institución que lo impartió',
			summary: 'Institución',
			input: 'line',
			autocomplete: 'organization',
		},
		{
			name: 'hours',
			label: 'Duración en horas',
			summary: 'Duración',
			input: 'line',
			inputmode: 'numeric',
			width: 'short',
			suffix: 'horas',
			autocomplete: 'off',
		},
		{
			name: 'from',
			label: '¿Cuándo empezó?',
			summary: 'Inicio',
			hint: 'El día puede quedar vacío si no lo recuerda.',
			input: 'month-or-day',
		},
		TO_TRAINING,
	],
};
