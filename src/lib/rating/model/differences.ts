import {
	CRITERION_TITLES,
	ELEMENT_TITLES,
	fieldsText,
	type ExplanationLabels,
} from '#lib/rating/explanation.ts';
import { RATING_ELEMENTS, type ElementKey, type WeightingModel } from '#lib/rating/model/model.ts';
import {
	BAND_STARS,
	bandField,
	fieldHeading,
	modelFields,
	numberAt,
	type FieldUnit,
	type ModelField,
} from './fields.ts';

/** One thing in which two versions differ, in words; `path` is where it lies in the document. */
export type ModelDifference = {
	path: string;
	heading: string;
	label: string;
	before: string;
	after: string;
	/** by how much a number grew, as «+0.50»; null where that cannot be said */
	change: string | null;
};

const ELEMENTS = Object.keys(RATING_ELEMENTS) as ElementKey[];
const OF_MODEL = 'Modelo';

/** What differences are gathered under, in the order of a model; the stars come last. */
const HEADINGS = [
	OF_MODEL,
	...ELEMENTS.flatMap((element) => [
		ELEMENT_TITLES[element],
		...RATING_ELEMENTS[element].map((criterion) => `${criterion} ${CRITERION_TITLES[criterion]}`),
	]),
];

/** What a version has not. */
const ABSENT = 'No está';

/** Names of keys in a model that are no catalogue of the institution. */
export type ModelLabels = ExplanationLabels & {
	trainingTypes: Readonly<Record<string, string>>;
	trainingThemes: Readonly<Record<string, string>>;
};

/**
 * Everything in which the second model differs from the first, in the order of the elements. What only tells versions
 * apart (name, state and day of approval) is no difference.
 */
export function modelDifferences(
	before: WeightingModel,
	after: WeightingModel,
	labels: ModelLabels,
): ModelDifference[] {
	const own = modelFields(after, labels);
	const paths = new Set(own.map(({ path }) => path));
	const gone = modelFields(before, labels).filter(({ path }) => !paths.has(path));
	const fields = [...own, ...gone, ...BAND_STARS.map(bandField)];
	const differences = [
		...wordDifferences(before, after, labels),
		...fields.flatMap((field) => numberDifference(field, before, after)),
	];
	return differences.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function placeOf({ heading }: ModelDifference): number {
	const place = HEADINGS.indexOf(heading);
	return place < 0 ? HEADINGS.length : place;
}

function numberDifference(
	field: ModelField,
	before: WeightingModel,
	after: WeightingModel,
): ModelDifference[] {
	const [was, is] = [numberAt(before, field.path), numberAt(after, field.path)];
	if (was === is) return [];
	return [
		{
			path: field.path,
			heading: fieldHeading(field),
			label: field.unit === 'points' && field.element === 'stars' ? `${field.label} desde` : field.label,
			before: was === undefined ? ABSENT : amountText(was, field.unit),
			after: is === undefined ? ABSENT : amountText(is, field.unit),
			change: was === undefined || is === undefined ? null : changeText(is - was, field.unit),
		},
	];
}

const UNITS: Readonly<Record<Exclude<FieldUnit, 'points'>, readonly [one: string, many: string]>> = {
	months: ['mes', 'meses'],
	hours: ['hora', 'horas'],
	times: ['grado', 'grados'],
};

/** A number of a model as a person reads it: «3.50 puntos», «96 meses». */
export function amountText(amount: number, unit: FieldUnit): string {
	if (unit === 'points') return `${(amount / 100).toFixed(2)} ${amount === 100 ? 'punto' : 'puntos'}`;
	const [one, many] = UNITS[unit];
	return `${amount} ${amount === 1 ? one : many}`;
}

function changeText(change: number, unit: FieldUnit): string {
	const amount = unit === 'points' ? (change / 100).toFixed(2) : String(change);
	return change > 0 ? `+${amount}` : amount;
}

type Words = { path: string; heading: string; label: string; read: (model: WeightingModel) => string };

function wordDifferences(
	before: WeightingModel,
	after: WeightingModel,
	labels: ModelLabels,
): ModelDifference[] {
	return wordsOf(labels).flatMap(({ read, ...rest }) => {
		const [was, is] = [read(before), read(after)];
		return was === is ? [] : [{ ...rest, before: was, after: is, change: null }];
	});
}

/** What a model says in words and not in numbers. */
function wordsOf(labels: ModelLabels): Words[] {
	const list = (codes: readonly string[], names: Readonly<Record<string, string>>) =>
		codes.map((code) => (Object.hasOwn(names, code) ? names[code]! : code)).join('; ');
	const kinds = ['courses', 'conferences', 'instruction'] as const;
	return [
		{ path: 'title', heading: OF_MODEL, label: 'Nombre', read: ({ title }) => title },
		{ path: 'unit', heading: OF_MODEL, label: 'Unidad', read: ({ unit }) => unit },
		{
			path: 'experience.otherAreas',
			heading: ELEMENT_TITLES.experience,
			label: 'Áreas que no son hacendarias',
			read: ({ experience }) => list(experience.otherAreas, labels.areas),
		},
		{
			path: 'experience.responsibility.levels',
			heading: `E3 ${CRITERION_TITLES.E3}`,
			label: 'Orden de los niveles',
			read: ({ experience }) => list(levelsOf(experience.responsibility), labels.levels),
		},
		{
			path: 'academic.levels',
			heading: `A1 ${CRITERION_TITLES.A1}`,
			label: 'Orden de los niveles',
			read: ({ academic }) => list(levelsOf(academic), labels.academicLevels),
		},
		{
			path: 'academic.relatedFields',
			heading: `A2 ${CRITERION_TITLES.A2}`,
			label: 'Campos relacionados',
			read: ({ academic }) => fieldsText(academic.relatedFields, labels),
		},
		{
			path: 'academic.severalDegrees.fromLevel',
			heading: `A3 ${CRITERION_TITLES.A3}`,
			label: 'Desde el nivel',
			read: ({ academic }) => list([academic.severalDegrees.fromLevel], labels.academicLevels),
		},
		...kinds.flatMap((kind, i): Words[] => {
			const heading = `T${i + 1} ${CRITERION_TITLES[`T${(i + 1) as 1 | 2 | 3}`]}`;
			const path = `training.${kind}`;
			return [
				{
					path: `${path}.types`,
					heading,
					label: 'Tipos que cuentan',
					read: ({ training }) => list(training[kind].types, labels.trainingTypes),
				},
				{
					path: `${path}.themes`,
					heading,
					label: 'Temas que cuentan',
					read: ({ training }) => {
						const { themes } = training[kind];
						return themes === null ? 'Cualquiera' : list(themes, labels.trainingThemes);
					},
				},
			];
		}),
	];
}

function levelsOf({ levels }: { levels: readonly { level: string }[] }): string[] {
	return levels.map(({ level }) => level);
}
