import { pointsText } from '#lib/ui/figures.ts';
import type { ClaimLine, ClaimReason, ElementScore } from '#lib/rating/breakdown.ts';
import { RATING_ELEMENTS, TOTAL_CAP, criterionCaps, elementCaps } from '#lib/rating/model/model.ts';
import type { CriterionKey, ElementKey, WeightingModel } from '#lib/rating/model/model.ts';

/** Names of catalogue keys as the institution writes them; a key without a name is shown as it is. */
export interface ExplanationLabels {
	levels: Readonly<Record<string, string>>;
	academicLevels: Readonly<Record<string, string>>;
	fields: Readonly<Record<string, string>>;
	areas: Readonly<Record<string, string>>;
}

/** Names of the elements of a rating. */
export const ELEMENT_TITLES: Readonly<Record<ElementKey, string>> = {
	experience: 'Experiencia laboral',
	academic: 'Perfil académico',
	certification: 'Certificación de competencias laborales',
	training: 'Formación continua y desarrollo humano',
};

/** Names of the criteria of a rating. */
export const CRITERION_TITLES: Readonly<Record<CriterionKey, string>> = {
	E1: 'Experiencia hacendaria',
	E2: 'Experiencia general',
	E3: 'Responsabilidad',
	A1: 'Nivel máximo de estudios',
	A2: 'Campo de estudios relacionado',
	A3: 'Varios grados',
	C1: 'Estándares hacendarios',
	C2: 'Estándares transversales',
	T1: 'Cursos de finanzas',
	T2: 'Conferencias de desarrollo humano',
	T3: 'Instructor o ponente',
};

/** Points with their unit: «1 punto», «2.5 puntos». */
export function pointsWithUnit(points: number): string {
	return `${pointsText(points)} ${points === 100 ? 'punto' : 'puntos'}`;
}

function countText(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

const monthsText = (count: number) => countText(count, 'mes', 'meses');
const hoursText = (count: number) => countText(count, 'hora', 'horas');

function listText(items: readonly string[], type: 'conjunction' | 'disjunction'): string {
	return new Intl.ListFormat('es-MX', { type }).format(items);
}

/** The rule of an element in plain words: the most that it can add. */
export function explainElement(key: ElementKey, model: WeightingModel): string {
	return `${ELEMENT_TITLES[key]} suma como máximo ${pointsText(elementCaps(model)[key])} de los ${pointsWithUnit(TOTAL_CAP)}.`;
}

/** What the cap of an element kept from counting, in one sentence; null when its criteria count whole. */
export function explainCut({ points, criteria }: Pick<ElementScore, 'points' | 'criteria'>): string | null {
	const sum = criteria.reduce((total, criterion) => total + criterion.points, 0);
	if (sum <= points) return null;
	return `Sus criterios suman ${pointsText(sum)} puntos y cuentan ${pointsText(points)}, que es el tope.`;
}

/** The rule of a criterion in plain words, with the numbers of the model. */
export function explainCriterion(
	key: CriterionKey,
	model: WeightingModel,
	labels: ExplanationLabels,
): string {
	return CRITERION_RULES[key](model, labels, `hasta ${pointsWithUnit(criterionCaps(model)[key])}`);
}

type Rule = (model: WeightingModel, labels: ExplanationLabels, limit: string) => string;

const CRITERION_RULES: Readonly<Record<CriterionKey, Rule>> = {
	E1: ({ experience: { finance } }, _, limit) =>
		`Cada mes en un puesto hacendario suma ${pointsWithUnit(finance.pointsPerMonth)}, durante ${monthsText(finance.maxMonths)} como máximo (${limit}). Un mes cuenta una sola vez, aunque haya tenido varios puestos al mismo tiempo.`,
	E2: ({ experience: { finance, general } }, _, limit) =>
		`Cada mes en otro trabajo, o en un puesto hacendario después de ${monthsText(finance.maxMonths)}, suma ${pointsWithUnit(general.pointsPerMonth)}, durante ${monthsText(general.maxMonths)} como máximo (${limit}).`,
	E3: ({ experience: { responsibility } }, { levels }) =>
		`Cuenta el nivel más alto que haya tenido en puestos hacendarios al menos ${monthsText(responsibility.minMonths)}, en ese nivel o en uno mayor. Puntos por nivel: ${levelPoints(responsibility.levels, levels)}.`,
	A1: ({ academic }, { academicLevels }) =>
		`Cuenta solo el nivel de estudios más alto. Puntos por nivel: ${levelPoints(academic.levels, academicLevels)}.`,
	A2: ({ academic }, labels) => {
		const rows = academic.levels.map(({ level, relatedPoints }) => ({ level, points: relatedPoints }));
		const scored = rows.filter(({ points }) => points > 0);
		return `Suman más los estudios de un campo relacionado (${fieldsText(academic.relatedFields, labels)}). Cuenta solo el más alto. Puntos por nivel: ${levelPoints(scored, labels.academicLevels)}.`;
	},
	A3: ({ academic: { severalDegrees } }, { academicLevels }) =>
		`Suma ${pointsWithUnit(severalDegrees.points)} tener ${severalDegrees.atLeast} grados distintos o más, cada uno de nivel ${labelOf(academicLevels, severalDegrees.fromLevel)} o mayor.`,
	C1: ({ certification: { finance } }, _, limit) =>
		`El primer certificado vigente en un estándar hacendario suma ${pointsWithUnit(finance.first)} y cada uno de los siguientes ${pointsWithUnit(finance.further)}, ${limit}. Cada estándar cuenta una sola vez.`,
	C2: ({ certification: { transversal } }, _, limit) =>
		`Cada certificado vigente en un estándar transversal suma ${pointsWithUnit(transversal.pointsEach)}, ${limit}. Cada estándar cuenta una sola vez.`,
	T1: ({ training: { windowMonths, courses } }, _, limit) =>
		`Cada hora de cursos y diplomados de finanzas terminados en los últimos ${monthsText(windowMonths)} suma ${pointsWithUnit(courses.pointsPerHour)}, ${limit}. De cada curso cuentan como máximo ${hoursText(courses.maxHoursPerCourse)}.`,
	T2: ({ training: { windowMonths, conferences } }, _, limit) =>
		`Cada conferencia de desarrollo humano y organizacional de los últimos ${monthsText(windowMonths)}, con asistencia comprobada, suma ${pointsWithUnit(conferences.pointsEach)}, ${limit}.`,
	T3: ({ training: { windowMonths, instruction } }, _, limit) =>
		`Cada actividad como instructor o ponente de los últimos ${monthsText(windowMonths)} suma ${pointsWithUnit(instruction.pointsEach)}, ${limit}.`,
};

function labelOf(labels: Readonly<Record<string, string>>, key: string): string {
	return Object.hasOwn(labels, key) ? labels[key]! : key;
}

function levelPoints(
	rows: readonly { level: string; points: number }[],
	labels: Readonly<Record<string, string>>,
): string {
	return rows.map(({ level, points }) => `${labelOf(labels, level)}, ${pointsText(points)}`).join('; ');
}

/** Fields of study that count as related, in words. */
export function fieldsText(
	fields: WeightingModel['academic']['relatedFields'],
	{ fields: fieldLabels, areas }: ExplanationLabels,
): string {
	const texts = fields.map(({ field, withExperienceIn }) => {
		const name = labelOf(fieldLabels, field);
		if (withExperienceIn.length === 0) return name;
		const places = listText(
			withExperienceIn.map((area) => labelOf(areas, area)),
			'disjunction',
		);
		return `${name}, con experiencia aceptada en ${places}`;
	});
	return texts.join('; ');
}

/** How total points become stars, in plain words, with the bands of the model. */
export function explainStars(model: WeightingModel): string {
	const whole = model.stars.filter(({ stars }) => stars % 10 === 0);
	const bands = whole.map(({ stars, from }) => {
		const name = countText(stars / 10, 'estrella', 'estrellas');
		return `${name} desde ${pointsWithUnit(from)}`;
	});
	return `Los puntos de los cuatro elementos se suman: ${listText(bands, 'conjunction')}; entre una y otra se dan décimas de estrella.`;
}

/** A whole model in plain words: each element with its rule, each criterion with its own, and how points become stars. */
export function explainModel(model: WeightingModel, labels: ExplanationLabels) {
	const elements = (Object.keys(RATING_ELEMENTS) as ElementKey[]).map((key) => ({
		key,
		title: ELEMENT_TITLES[key],
		cap: elementCaps(model)[key],
		rule: explainElement(key, model),
		criteria: RATING_ELEMENTS[key].map((criterion) => ({
			key: criterion,
			title: CRITERION_TITLES[criterion],
			cap: criterionCaps(model)[criterion],
			rule: explainCriterion(criterion, model, labels),
		})),
	}));
	return { elements, stars: explainStars(model) };
}

/** Why a claim counted, counted in part, or did not count under a criterion, in one or two sentences. */
export function explainClaim(
	line: ClaimLine,
	key: CriterionKey,
	model: WeightingModel,
	labels: ExplanationLabels,
): string {
	const why = (line.counted ? PARTLY_COUNTED : NOT_COUNTED)[line.reason]?.(model, key, labels);
	if (!line.counted) return `No suma: ${why ?? 'no se pudo tomar en cuenta.'}`;
	return [countedText(line, key), why].filter((text) => text !== undefined).join(' ');
}

function countedText({ points, amount }: ClaimLine, key: CriterionKey): string {
	if (points === undefined) return 'Se tomó en cuenta para los puntos de este criterio.';
	if (amount === undefined) return `Suma ${pointsWithUnit(points)}.`;
	const counted = key === 'T1' ? hoursText(amount) : monthsText(amount);
	return `${amount === 1 ? 'Cuenta' : 'Cuentan'} ${counted}: ${pointsWithUnit(points)}.`;
}

type Sentence = (model: WeightingModel, key: CriterionKey, labels: ExplanationLabels) => string;

const MORE_IS_GENERAL = 'Lo que sigue cuenta como experiencia general.';

const PARTLY_COUNTED: Readonly<Partial<Record<ClaimReason, Sentence>>> = {
	overlap: () => 'Los demás meses ya contaban por otro empleo.',
	over_cap: (_, key) =>
		key === 'E1'
			? `Con ello alcanza el máximo. ${MORE_IS_GENERAL}`
			: 'Lo demás rebasa el máximo de este criterio.',
	hours_cap: ({ training }) =>
		`De cada curso cuentan como máximo ${hoursText(training.courses.maxHoursPerCourse)}.`,
	too_short: ({ experience }) =>
		`En su propio nivel no reúne ${monthsText(experience.responsibility.minMonths)}, por eso cuenta para un nivel menor.`,
};

const NOT_COUNTED: Readonly<Partial<Record<ClaimReason, Sentence>>> = {
	incomplete: () => 'faltan datos o no son válidos. Corríjalos en su cédula y vuelva a enviarla.',
	future: () => 'la fecha es posterior a la de la ponderación. Contará cuando llegue esa fecha.',
	not_finance: () => 'no es un puesto hacendario. Puede contar como experiencia general.',
	overlap: () => 'sus meses ya contaban por otro empleo.',
	over_cap: (model, key) => {
		const reached = `ya alcanzó el máximo de este criterio, ${pointsWithUnit(criterionCaps(model)[key])}.`;
		return key === 'E1' ? `${reached} ${MORE_IS_GENERAL}` : reached;
	},
	no_level: () => 'el puesto no indica su nivel. Complételo en su cédula.',
	lower_level: () => 'ya cuenta otro de nivel más alto.',
	same_level: () => 'ya cuenta otro del mismo nivel.',
	too_short: ({ experience }) =>
		`todavía no reúne ${monthsText(experience.responsibility.minMonths)} en puestos hacendarios de ese nivel.`,
	unrelated_field: () => 'el campo de estudios no está entre los relacionados.',
	needs_experience: ({ academic }, _, { areas }) => {
		const asked = academic.relatedFields.flatMap(({ withExperienceIn }) => withExperienceIn);
		const places = listText(
			[...new Set(asked)].map((area) => labelOf(areas, area)),
			'disjunction',
		);
		return `ese campo se relaciona solo si tiene experiencia aceptada en ${places}. Agréguela si la tiene.`;
	},
	level_too_low: () => 'en ese nivel de estudios el campo no suma puntos.',
	repeated_degree: () => 'es el mismo grado que otro de su cédula.',
	too_few_degrees: ({ academic }, _, { academicLevels }) => {
		const { atLeast, fromLevel } = academic.severalDegrees;
		return `se necesitan al menos ${atLeast} grados distintos, de nivel ${labelOf(academicLevels, fromLevel)} o mayor.`;
	},
	no_standard: () => 'todavía no está ligado a un estándar del catálogo. Lo hace quien valida.',
	unknown_standard: () => 'el estándar no está en el catálogo. Lo revisa quien valida.',
	expired: () => 'el certificado ya no está vigente. Cuando lo renueve, actualice su cédula.',
	repeated_standard: () => 'ese estándar ya cuenta por otro certificado.',
	other_theme: () => 'el tema no es de los que cuentan en este criterio.',
	outside_window: ({ training }) =>
		`terminó antes de los últimos ${monthsText(training.windowMonths)}, que son los que cuentan.`,
};
