import { z } from 'zod';

const label = z.string().trim().min(1, 'no puede quedar vacío');
const code = z.string().regex(/^[A-Z][A-Z_]*$/, 'se esperaban mayúsculas y guiones bajos');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'se esperaban minúsculas, dígitos y guiones');
const stateCode = z.string().regex(/^\d{2}$/, 'se esperaban 2 dígitos del INEGI');
const municipalityCode = z
	.string()
	.regex(/^\d{5}$/, 'se esperaban 5 dígitos del INEGI: 2 del estado y 3 del municipio');

/** Kinds of item that a person declares (contract.md). */
const claimKind = z.enum(['education', 'experience', 'certification', 'training']);

/** Shape of the items of each catalogue; all have `key` (stored, never changes its meaning) and `label` (shown). */
export const catalogueItems = {
	/** Municipalities of the state; key = INEGI code. */
	municipalities: z.strictObject({
		key: municipalityCode,
		label,
		seat: label,
		slug,
		population: z.int().min(0),
	}),
	/** Municipalities of the country, for posts held elsewhere. */
	'national-municipalities': z.strictObject({ key: municipalityCode, label, state: stateCode }),
	states: z.strictObject({
		key: stateCode,
		label,
		officialName: label,
		curp: z.string().regex(/^[A-Z]{2}$/, 'se esperaban las 2 letras de la CURP'),
	}),
	areas: z.strictObject({ key: code, label, budgetUnit: z.string().nullable() }),
	/** `order` grows with responsibility. */
	levels: z.strictObject({ key: code, label, order: z.int() }),
	fields: z.strictObject({ key: code, label }),
	/** `order` grows with the degree; `evidence` says what proves it. */
	'academic-levels': z.strictObject({ key: code, label, order: z.int(), isced: label, evidence: label }),
	/** `standard` is a key of `competencies`; `legalRequirement` names the law and articles that ask for it, as shown to people. */
	positions: z.strictObject({
		key: slug,
		label,
		area: code,
		level: code,
		functions: z.array(label).min(1),
		standard: z.string().nullable(),
		legalRequirement: z.string().nullable(),
		relatedFields: z.array(code),
	}),
	/** `finance` false = transversal; `verified` false = the title must be confirmed by the institution. */
	competencies: z.strictObject({
		key: z
			.string()
			.regex(/^[A-Z0-9]+([.-][A-Z0-9]+)*$/, 'se esperaba una clave como EC0105 o NICL-TESORERIA'),
		label,
		code: z
			.string()
			.regex(/^EC\d{4}(\.\d{2})?$/, 'se esperaba EC y cuatro dígitos')
			.nullable(),
		issuer: label,
		scheme: label,
		finance: z.boolean(),
		validityYears: z.int().min(1).nullable(),
		verified: z.boolean(),
		requiredFor: z.array(slug),
	}),
	/** Reasons to observe or reject; `whatToDo` is what the person reads, `kinds` the items it fits. */
	reasons: z.strictObject({
		key: slug,
		label,
		whatToDo: label,
		verdicts: z.array(z.enum(['observed', 'rejected'])).min(1),
		kinds: z.array(claimKind).min(1),
		noteRequired: z.boolean(),
	}),
	contracts: z.strictObject({ key: code, label }),
} as const;

/** Name of a catalogue; that of its file. */
export type CatalogueName = keyof typeof catalogueItems;

/** An item of a catalogue. */
export type CatalogueItem<Name extends CatalogueName> = z.infer<(typeof catalogueItems)[Name]>;

/** A catalogue: version, credit of its source, and items in the order to show. */
export type Catalogue<Name extends CatalogueName = CatalogueName> = {
	readonly version: string;
	readonly source?: string | undefined;
	readonly items: readonly CatalogueItem<Name>[];
};

/** All catalogues by name. */
export type Catalogues = { readonly [Name in CatalogueName]: Catalogue<Name> };

/** Names of the catalogues. */
export const CATALOGUE_NAMES = Object.keys(catalogueItems) as CatalogueName[];

/** Whether a text names a catalogue. */
export function isCatalogueName(name: string): name is CatalogueName {
	return Object.hasOwn(catalogueItems, name);
}

/** Schema of the file of a catalogue. */
export function catalogueSchema<Name extends CatalogueName>(name: Name) {
	return z.strictObject({
		version: z.string().regex(/^\d{4}-\d{2}$/, 'se esperaba una versión como 2026-01'),
		source: label.optional(),
		items: z.array(catalogueItems[name]).min(1),
	});
}

/**
 * Keys that rules, contract and weighting model name; the label of each is the institution's, the key is not.
 * A catalogue that is not here may have any keys.
 */
export const REQUIRED_KEYS: Partial<Record<CatalogueName, readonly string[]>> = {
	areas: ['OTHER', 'CAT', 'OBR'],
	levels: ['HEAD', 'COORDINATION', 'DEPARTMENT_HEAD', 'ANALYST', 'OPERATIVE'],
	fields: ['LEGAL', 'ECON', 'ACCT_ADMIN', 'ENG_CADASTRE', 'OTHER'],
	'academic-levels': [
		'PRIMARIA',
		'SECUNDARIA',
		'MEDIA_SUPERIOR',
		'TSU',
		'LICENCIATURA_SIN_TITULO',
		'LICENCIATURA',
		'ESPECIALIDAD',
		'MAESTRIA',
		'DOCTORADO',
	],
	contracts: ['BASE', 'CONFIANZA', 'EVENTUAL', 'HONORARIOS', 'ELECCION'],
	reasons: ['identity'],
};

const indexes = new WeakMap<object, Map<string, unknown>>();

/** The item with a key, if there is one. */
export function findItem<Item extends { key: string }>(
	{ items }: { items: readonly Item[] },
	key: string,
): Item | undefined {
	let index = indexes.get(items) as Map<string, Item> | undefined;
	if (!index) {
		index = new Map(items.map((item) => [item.key, item]));
		indexes.set(items, index);
	}
	return index.get(key);
}
