import { z } from 'zod';
import { pointsText } from '#lib/ui/figures.ts';

/** Elements of a rating and the criteria that each adds up, in the order in which they are shown. */
export const RATING_ELEMENTS = {
	experience: ['E1', 'E2', 'E3'],
	academic: ['A1', 'A2', 'A3'],
	certification: ['C1', 'C2'],
	training: ['T1', 'T2', 'T3'],
} as const;

/** Key of an element of a rating. */
export type ElementKey = keyof typeof RATING_ELEMENTS;

/** Key of a criterion of a rating. */
export type CriterionKey = (typeof RATING_ELEMENTS)[ElementKey][number];

/** Highest total of any model, in hundredths of a point. */
export const TOTAL_CAP = 10_000;

/** Most months, hours or times that a model may ask for or count. */
export const MOST_COUNTED = 1200;

const pointsRange = `Debe ser un número entero de centésimas de punto, de 0 a ${TOTAL_CAP}.`;
const countRange = `Debe ser un número entero de 1 a ${MOST_COUNTED}.`;
const Points = z.int(pointsRange).min(0, pointsRange).max(TOTAL_CAP, pointsRange);
const Code = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'Debe ser una clave en mayúsculas, como LICENCIATURA.');
const Codes = z.array(Code).min(1, 'Debe tener al menos una clave.');
const Count = z.int(countRange).min(1, countRange).max(MOST_COUNTED, countRange);
const severalRange = `Debe ser un número entero de 2 a ${MOST_COUNTED}.`;
const Several = z.int(severalRange).min(2, severalRange).max(MOST_COUNTED, severalRange);
const starsRange = 'Las estrellas van en décimas, de 10 a 50.';
const EachCapped = { types: Codes, themes: Codes.nullable(), pointsEach: Points, cap: Points };

const Experience = z.strictObject({
	cap: Points,
	otherAreas: Codes,
	finance: z.strictObject({ pointsPerMonth: Points, maxMonths: Count }),
	general: z.strictObject({ pointsPerMonth: Points, maxMonths: Count }),
	responsibility: z.strictObject({
		minMonths: Count,
		levels: z.array(z.strictObject({ level: Code, points: Points })).min(1),
	}),
});

const Academic = z.strictObject({
	cap: Points,
	levels: z.array(z.strictObject({ level: Code, points: Points, relatedPoints: Points })).min(1),
	relatedFields: z.array(z.strictObject({ field: Code, withExperienceIn: z.array(Code) })),
	severalDegrees: z.strictObject({ fromLevel: Code, atLeast: Several, points: Points }),
});

const Certification = z.strictObject({
	cap: Points,
	finance: z.strictObject({ first: Points, further: Points, cap: Points }),
	transversal: z.strictObject({ pointsEach: Points, cap: Points }),
});

const Training = z.strictObject({
	cap: Points,
	windowMonths: Count,
	courses: z.strictObject({
		types: Codes,
		themes: Codes.nullable(),
		pointsPerHour: Points,
		maxHoursPerCourse: Count,
		cap: Points,
	}),
	conferences: z.strictObject(EachCapped),
	instruction: z.strictObject(EachCapped),
});

const StarBand = z.strictObject({
	stars: z.int(starsRange).min(10, starsRange).max(50, starsRange),
	from: Points,
});

/**
 * A published version of the weighting model: every number that turns accepted claims into stars.
 *
 * Points are hundredths, stars tenths. Levels go from the lowest to the highest. `otherAreas` are the areas that are
 * not finance; `withExperienceIn` empty means that the field is related by itself; `themes` null means any theme.
 * A version is never changed once a rating cites it.
 */
export const WeightingModel = z
	.strictObject({
		version: z
			.string()
			.regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, 'Use minúsculas, números, puntos y guiones, como shm-v2.'),
		title: z.string().min(1, 'Escriba cómo se llama el modelo.').max(200, 'Use como máximo 200 caracteres.'),
		unit: z.string().min(1),
		status: z.enum(['proposed', 'approved']),
		approvedOn: z.iso.date().nullable(),
		experience: Experience,
		academic: Academic,
		certification: Certification,
		training: Training,
		stars: z.array(StarBand).min(1),
	})
	.superRefine((model, context) => {
		for (const { path, message } of modelFaults(model)) context.addIssue({ code: 'custom', path, message });
	});
export type WeightingModel = z.infer<typeof WeightingModel>;

const spanish = z.locales.es().localeError;

/** Highest points of each element, in hundredths. */
export function elementCaps(model: WeightingModel): Record<ElementKey, number> {
	return {
		experience: model.experience.cap,
		academic: model.academic.cap,
		certification: model.certification.cap,
		training: model.training.cap,
	};
}

/** Highest points of each criterion, in hundredths; its element may cap the sum lower. */
export function criterionCaps(model: WeightingModel): Record<CriterionKey, number> {
	const { experience, academic, certification, training } = model;
	return {
		E1: experience.finance.pointsPerMonth * experience.finance.maxMonths,
		E2: experience.general.pointsPerMonth * experience.general.maxMonths,
		E3: Math.max(...experience.responsibility.levels.map(({ points }) => points)),
		A1: Math.max(...academic.levels.map(({ points }) => points)),
		A2: Math.max(...academic.levels.map(({ relatedPoints }) => relatedPoints)),
		A3: academic.severalDegrees.points,
		C1: certification.finance.cap,
		C2: certification.transversal.cap,
		T1: training.courses.cap,
		T2: training.conferences.cap,
		T3: training.instruction.cap,
	};
}

/** What is wrong with a weighting model as read from its file, one Spanish text per problem; empty when it is sound. */
export function modelProblems(file: { name: string; content: unknown }): string[] {
	return checkModel(file.content).problems.map(
		({ path, message }) => `${path.join('.') || '(todo)'}: ${message}`,
	);
}

/** Something that is wrong with a model: where, as in the document, and a Spanish sentence for whoever writes it. */
export type ModelProblem = { path: (string | number)[]; message: string };

/** Reads a document as a model: the model, or everything that is wrong with it. */
export function checkModel(
	document: unknown,
): { model: WeightingModel; problems: [] } | { model: null; problems: ModelProblem[] } {
	const parsed = WeightingModel.safeParse(document, { error: spanish });
	if (parsed.success) return { model: parsed.data, problems: [] };
	const problems = parsed.error.issues.map(({ path, message }) => ({
		path: path.filter((key) => typeof key !== 'symbol'),
		message,
	}));
	return { model: null, problems };
}

/** What one field alone cannot show; the sentences are for the experts who write a model. */
function modelFaults(model: WeightingModel): ModelProblem[] {
	return [...approvalFaults(model), ...capFaults(model), ...levelFaults(model), ...bandFaults(model)];
}

function approvalFaults({ status, approvedOn }: WeightingModel): ModelProblem[] {
	if ((status === 'approved') === (approvedOn !== null)) return [];
	const message = 'Un modelo aprobado lleva la fecha de aprobación, y uno propuesto no la lleva.';
	return [{ path: ['approvedOn'], message }];
}

function capFaults(model: WeightingModel): ModelProblem[] {
	const faults: ModelProblem[] = [];
	const [elements, criteria] = [elementCaps(model), criterionCaps(model)];
	const total = sum(Object.values(elements));
	if (total !== TOTAL_CAP) {
		const message = `Los topes de los cuatro elementos suman ${pointsText(total)} puntos y deben sumar ${pointsText(TOTAL_CAP)}.`;
		faults.push({ path: [], message });
	}
	for (const element of Object.keys(RATING_ELEMENTS) as ElementKey[]) {
		const cap = elements[element];
		const keys: readonly CriterionKey[] = RATING_ELEMENTS[element];
		const over = keys.filter((key) => criteria[key] > cap);
		const reach = sum(keys.map((key) => criteria[key]));
		const say = (message: string) => faults.push({ path: [element, 'cap'], message });
		for (const key of over)
			say(
				`El criterio ${key} puede dar ${pointsText(criteria[key])} puntos, más que el tope de su elemento, ${pointsText(cap)}.`,
			);
		if (reach < cap)
			say(
				`Los criterios suman cuando más ${pointsText(reach)} puntos: nadie podría llegar a ${pointsText(cap)}.`,
			);
	}
	if (model.experience.finance.pointsPerMonth < model.experience.general.pointsPerMonth) {
		const message = 'Un mes hacendario no puede valer menos que uno general: agregarlo bajaría el total.';
		faults.push({ path: ['experience', 'finance', 'pointsPerMonth'], message });
	}
	return faults;
}

function levelFaults({ experience, academic }: WeightingModel): ModelProblem[] {
	const { levels } = experience.responsibility;
	const posts = ['experience', 'responsibility', 'levels'];
	const studies = ['academic', 'levels'];
	const faults = [
		...fallsIn(levels, 'points', posts),
		...fallsIn(academic.levels, 'points', studies),
		...fallsIn(academic.levels, 'relatedPoints', studies),
		...repeatedIn(
			levels.map(({ level }) => level),
			posts,
		),
		...repeatedIn(
			academic.levels.map(({ level }) => level),
			studies,
		),
		...repeatedIn(
			academic.relatedFields.map(({ field }) => field),
			['academic', 'relatedFields'],
		),
	];
	if (!academic.levels.some(({ level }) => level === academic.severalDegrees.fromLevel)) {
		const message = 'El nivel mínimo de los grados adicionales debe estar en la lista de niveles.';
		faults.push({ path: ['academic', 'severalDegrees', 'fromLevel'], message });
	}
	return faults;
}

/** Levels that are worth less than the one before: reaching them would lower the total. */
function fallsIn<Key extends string>(
	rows: readonly Record<Key, number>[],
	key: Key,
	path: string[],
): ModelProblem[] {
	return rows.flatMap((row, i) => {
		const before = rows[i - 1];
		if (before === undefined || row[key] >= before[key]) return [];
		const message = `No puede valer menos que el anterior, que vale ${pointsText(before[key])} puntos.`;
		return [{ path: [...path, i, key], message }];
	});
}

function repeatedIn(codes: string[], path: string[]): ModelProblem[] {
	const repeated = codes.filter((code, i) => codes.indexOf(code) !== i);
	return repeated.map((code) => ({ path, message: `La clave ${code} está repetida en la lista.` }));
}

function bandFaults({ stars }: WeightingModel): ModelProblem[] {
	return stars.flatMap((band, i): ModelProblem[] => {
		const before = stars[i - 1];
		if (before === undefined) {
			const message = 'La primera banda de estrellas debe empezar en 0 puntos.';
			return band.from === 0 ? [] : [{ path: ['stars', i, 'from'], message }];
		}
		const faults: ModelProblem[] = [];
		if (band.from <= before.from) {
			const message = `Debe empezar en más puntos que la banda anterior, que empieza en ${pointsText(before.from)}.`;
			faults.push({ path: ['stars', i, 'from'], message });
		}
		if (band.stars <= before.stars) {
			const message = 'Cada banda da más estrellas que la anterior.';
			faults.push({ path: ['stars', i, 'stars'], message });
		}
		return faults;
	});
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
