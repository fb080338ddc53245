import { z } from 'zod';

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

const Points = z.int().min(0).max(TOTAL_CAP);
const Code = z.string().regex(/^[A-Z][A-Z0-9_]*$/);
const Codes = z.array(Code).min(1);
const Count = z.int().min(1).max(1200);
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
	severalDegrees: z.strictObject({ fromLevel: Code, atLeast: z.int().min(2), points: Points }),
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

const StarBand = z.strictObject({ stars: z.int().min(10).max(50), from: Points });

/**
 * A published version of the weighting model: every number that turns accepted claims into stars.
 *
 * Points are hundredths, stars tenths. Levels go from the lowest to the highest. `otherAreas` are the areas that are
 * not finance; `withExperienceIn` empty means that the field is related by itself; `themes` null means any theme.
 * A version is never changed once a rating cites it.
 */
export const WeightingModel = z
	.strictObject({
		version: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
		title: z.string().min(1),
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
	const parsed = WeightingModel.safeParse(file.content);
	if (parsed.success) return [];
	return parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(todo)'}: ${message}`);
}

interface Fault {
	path: string[];
	message: string;
}

/** What one field alone cannot show; the sentences are for the experts who write a model. */
function modelFaults(model: WeightingModel): Fault[] {
	return [...approvalFaults(model), ...capFaults(model), ...levelFaults(model), ...bandFaults(model)];
}

function approvalFaults({ status, approvedOn }: WeightingModel): Fault[] {
	if ((status === 'approved') === (approvedOn !== null)) return [];
	return [
		{
			path: ['approvedOn'],
			message: 'Un modelo aprobado lleva la fecha de aprobación, y uno propuesto no la lleva.',
		},
	];
}

function capFaults(model: WeightingModel): Fault[] {
	const faults: Fault[] = [];
	const [elements, criteria] = [elementCaps(model), criterionCaps(model)];
	if (sum(Object.values(elements)) !== TOTAL_CAP) {
		faults.push({
			path: [],
			message: `Los topes de los cuatro elementos deben sumar ${TOTAL_CAP} centésimas.`,
		});
	}
	for (const [element, keys] of Object.entries(RATING_ELEMENTS)) {
		const cap = elements[element as ElementKey];
		const caps = keys.map((key) => criteria[key]);
		if (caps.some((each) => each > cap)) {
			faults.push({ path: [element, 'cap'], message: 'Ningún criterio puede valer más que su elemento.' });
		}
		if (sum(caps) < cap) {
			faults.push({
				path: [element, 'cap'],
				message: 'Los criterios no alcanzan el tope del elemento: nadie podría obtenerlo.',
			});
		}
	}
	if (model.experience.finance.pointsPerMonth < model.experience.general.pointsPerMonth) {
		faults.push({
			path: ['experience', 'finance', 'pointsPerMonth'],
			message: 'Un mes hacendario no puede valer menos que uno general: agregarlo bajaría el total.',
		});
	}
	return faults;
}

function levelFaults({ experience, academic }: WeightingModel): Fault[] {
	const { levels } = experience.responsibility;
	const degrees = academic.levels;
	const checks: [boolean, string[], string][] = [
		[
			rises(levels.map(({ points }) => points)) &&
				rises(degrees.map(({ points }) => points)) &&
				rises(degrees.map(({ relatedPoints }) => relatedPoints)),
			['academic', 'levels'],
			'Los puntos no pueden bajar de un nivel al siguiente, ni en los puestos ni en los estudios.',
		],
		[
			distinct(levels.map(({ level }) => level)) &&
				distinct(degrees.map(({ level }) => level)) &&
				distinct(academic.relatedFields.map(({ field }) => field)),
			['academic', 'levels'],
			'Cada nivel y cada campo de estudio aparece una sola vez.',
		],
		[
			degrees.some(({ level }) => level === academic.severalDegrees.fromLevel),
			['academic', 'severalDegrees', 'fromLevel'],
			'El nivel mínimo de los grados adicionales debe estar en la lista de niveles.',
		],
	];
	return checks.filter(([holds]) => !holds).map(([, path, message]) => ({ path, message }));
}

function bandFaults({ stars }: WeightingModel): Fault[] {
	const climbs = stars.every((band, i) => {
		const before = stars[i - 1];
		return before === undefined ? band.from === 0 : band.from > before.from && band.stars > before.stars;
	});
	if (climbs) return [];
	const message = 'Las bandas de estrellas empiezan en 0 puntos y suben siempre, en puntos y en estrellas.';
	return [{ path: ['stars'], message }];
}

function rises(values: number[]): boolean {
	return values.every((value, i) => i === 0 || value >= values[i - 1]!);
}

function distinct(values: string[]): boolean {
	return new Set(values).size === values.length;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
