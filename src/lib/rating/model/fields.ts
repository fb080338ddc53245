import { CRITERION_TITLES, ELEMENT_TITLES, type ExplanationLabels } from '#lib/rating/explanation.ts';
import {
	RATING_ELEMENTS,
	type CriterionKey,
	type ElementKey,
	type WeightingModel,
} from '#lib/rating/model/model.ts';

/** What a number of a model counts. */
export type FieldUnit = 'points' | 'months' | 'hours' | 'times';

/**
 * A number of a model. `path` leads to it in the document; rows of lists stand under their key and not their place:
 * `academic.levels.MAESTRIA.points`, `stars.34.from`.
 */
export type ModelField = {
	path: string;
	element: ElementKey | 'stars';
	/** null where it belongs to the whole element */
	criterion: CriterionKey | null;
	label: string;
	unit: FieldUnit;
};

/** Stars that a band may give, in tenths. */
export const BAND_STARS: readonly number[] = Array.from({ length: 41 }, (_, i) => 10 + i);

type Leaf = readonly [path: string, label: string, unit: FieldUnit];

const ELEMENT_LEAVES: Readonly<Record<ElementKey, readonly Leaf[]>> = {
	experience: [['cap', 'Tope del elemento', 'points']],
	academic: [['cap', 'Tope del elemento', 'points']],
	certification: [['cap', 'Tope del elemento', 'points']],
	training: [
		['cap', 'Tope del elemento', 'points'],
		['windowMonths', 'Meses hacia atrás que cuentan', 'months'],
	],
};

const BY_MONTH: readonly Leaf[] = [
	['pointsPerMonth', 'Por cada mes', 'points'],
	['maxMonths', 'Meses que cuentan como máximo', 'months'],
];
const EACH: readonly Leaf[] = [
	['pointsEach', 'Por cada una', 'points'],
	['cap', 'Tope del criterio', 'points'],
];

/** Where the numbers of a criterion lie inside its element, apart from its levels. */
const CRITERION_LEAVES: Readonly<Record<CriterionKey, { at: string; leaves: readonly Leaf[] }>> = {
	E1: { at: 'finance', leaves: BY_MONTH },
	E2: { at: 'general', leaves: BY_MONTH },
	E3: { at: 'responsibility', leaves: [['minMonths', 'Meses que se piden en el nivel', 'months']] },
	A1: { at: '', leaves: [] },
	A2: { at: '', leaves: [] },
	A3: {
		at: 'severalDegrees',
		leaves: [
			['atLeast', 'Grados que se piden', 'times'],
			['points', 'Por tenerlos', 'points'],
		],
	},
	C1: {
		at: 'finance',
		leaves: [
			['first', 'Por el primer certificado', 'points'],
			['further', 'Por cada uno de los siguientes', 'points'],
			['cap', 'Tope del criterio', 'points'],
		],
	},
	C2: {
		at: 'transversal',
		leaves: [
			['pointsEach', 'Por cada certificado', 'points'],
			['cap', 'Tope del criterio', 'points'],
		],
	},
	T1: {
		at: 'courses',
		leaves: [
			['pointsPerHour', 'Por cada hora', 'points'],
			['maxHoursPerCourse', 'Horas que cuentan de cada curso', 'hours'],
			['cap', 'Tope del criterio', 'points'],
		],
	},
	T2: { at: 'conferences', leaves: EACH },
	T3: { at: 'instruction', leaves: EACH },
};

/** Every number of a model in the order of its elements, the bands of stars apart. */
export function modelFields(model: WeightingModel, labels: ExplanationLabels): ModelField[] {
	return (Object.keys(RATING_ELEMENTS) as ElementKey[]).flatMap((element) => [
		...ELEMENT_LEAVES[element].map(([path, label, unit]): ModelField => ({
			path: `${element}.${path}`,
			element,
			criterion: null,
			label,
			unit,
		})),
		...RATING_ELEMENTS[element].flatMap((criterion) => criterionFields(element, criterion, model, labels)),
	]);
}

function criterionFields(
	element: ElementKey,
	criterion: CriterionKey,
	model: WeightingModel,
	labels: ExplanationLabels,
): ModelField[] {
	const { at, leaves } = CRITERION_LEAVES[criterion];
	const own = leaves.map(([path, label, unit]): ModelField => ({
		path: `${element}.${at}.${path}`,
		element,
		criterion,
		label,
		unit,
	}));
	const level = (path: string, label: string): ModelField => ({
		path,
		element,
		criterion,
		label,
		unit: 'points',
	});
	const { responsibility } = model.experience;
	if (criterion === 'E3')
		return [
			...own,
			...responsibility.levels.map(({ level: key }) =>
				level(`experience.responsibility.levels.${key}.points`, named(labels.levels, key)),
			),
		];
	if (criterion === 'A1' || criterion === 'A2') {
		const number = criterion === 'A1' ? 'points' : 'relatedPoints';
		return model.academic.levels.map(({ level: key }) =>
			level(`academic.levels.${key}.${number}`, named(labels.academicLevels, key)),
		);
	}
	return own;
}

/** The band of stars of so many tenths: where it starts. */
export function bandField(tenths: number): ModelField {
	const label = `${(tenths / 10).toFixed(1)} estrellas`;
	return { path: `stars.${tenths}.from`, element: 'stars', criterion: null, label, unit: 'points' };
}

/** The heading under which a number stands: «E3 Responsabilidad», or the element. */
export function fieldHeading({ criterion, element }: ModelField): string {
	if (criterion) return `${criterion} ${CRITERION_TITLES[criterion]}`;
	return element === 'stars' ? 'Estrellas' : ELEMENT_TITLES[element];
}

type Node = Record<string, unknown>;

/** The number at a path; undefined where the model has none, such as a band that it does not give. */
export function numberAt(model: WeightingModel, path: string): number | undefined {
	const value = path.split('.').reduce<unknown>((node, key) => childOf(node, key), model);
	return typeof value === 'number' ? value : undefined;
}

/** Puts a number at the path of a field that the model has. */
export function putNumber(model: WeightingModel, path: string, value: number): void {
	const keys = path.split('.');
	const last = keys.pop()!;
	const holder = keys.reduce<unknown>((node, key) => childOf(node, key), model);
	if (typeof holder === 'object' && holder !== null) (holder as Node)[last] = value;
}

/** The path of a field from that of a problem, in which rows of lists stand under their place. */
export function fieldPathOf(model: unknown, path: readonly (string | number)[]): string {
	const keys: (string | number)[] = [];
	let node = model;
	for (const key of path) {
		const child = (node as Node | undefined)?.[key];
		keys.push(Array.isArray(node) ? (rowKey(child) ?? key) : key);
		node = child;
	}
	return keys.join('.');
}

function childOf(node: unknown, key: string): unknown {
	if (Array.isArray(node)) return node.find((row) => rowKey(row) === key);
	return typeof node === 'object' && node !== null ? (node as Node)[key] : undefined;
}

/** What names a row of a list: its level or its stars. */
function rowKey(row: unknown): string | undefined {
	const { level, stars } = (row ?? {}) as Node;
	if (typeof level === 'string') return level;
	return typeof stars === 'number' ? String(stars) : undefined;
}

function named(labels: Readonly<Record<string, string>>, key: string): string {
	return Object.hasOwn(labels, key) ? labels[key]! : key;
}
