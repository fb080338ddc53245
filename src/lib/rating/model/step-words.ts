import { TRAINING_TYPES } from '#lib/cedula/claims.ts';
import { spanWords } from '#lib/institution/calendar-change.ts';
import { pointsText, starsText } from '#lib/ui/figures.ts';
import { CRITERION_TITLES, ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import type { Obstacle } from '#lib/rating/what-if/imagined-claims.ts';
import { criterionCaps, elementCaps } from '#lib/rating/model/model.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { STEP_KEYS } from '#lib/rating/model/step.ts';
import type { ComingCourse, Step, StepKey } from '#lib/rating/model/step.ts';
import type { Limit } from '#lib/rating/what-if/what-if.ts';

type LevelLabels = Readonly<Record<string, string>>;

/** Steps in words, the institution's own courses first, the others of one kind together: «dos certificados más en estándares hacendarios». */
export function stepsInWords(steps: readonly Step[], academicLevels: LevelLabels): string[] {
	const own = steps.flatMap((step) => (step.own ? [`«${step.own.name}», ${comingInWords(step.own)}`] : []));
	const others = STEP_KEYS.flatMap((key) => {
		const alike = steps.filter((step) => step.key === key && !step.own);
		return alike.length === 0 ? [] : [STEP_WORDS[key](alike, academicLevels)];
	});
	return [...own, ...others];
}

/** What a coming course is and when: «curso o taller de 20 horas, del 11 al 15 de enero de 2027». */
export function comingInWords({ type, hours, beginsOn, endsOn }: ComingCourse): string {
	const length = hours === 1 ? 'una hora' : `${hours} horas`;
	return `${TRAINING_TYPES[type].toLowerCase()} de ${length}, ${spanWords(beginsOn, endsOn)}`;
}

const COUNTS = ['', 'un', 'dos', 'tres'];
const countOf = (count: number, feminine = false) =>
	feminine && count === 1 ? 'una' : (COUNTS[count] ?? String(count));

const STEP_WORDS: Readonly<Record<StepKey, (steps: readonly Step[], levels: LevelLabels) => string>> = {
	finance: ({ length }) =>
		length === 1
			? 'un certificado más en un estándar hacendario'
			: `${countOf(length)} certificados más en estándares hacendarios`,
	transversal: ({ length }) =>
		length === 1
			? 'un certificado más en un estándar transversal'
			: `${countOf(length)} certificados más en estándares transversales`,
	course: (steps) => {
		const hours = [...new Set(steps.map(({ hours = 0 }) => hours))].join(' y ');
		return steps.length === 1
			? `un curso de finanzas de ${hours} horas`
			: `${countOf(steps.length)} cursos de finanzas de ${hours} horas cada uno`;
	},
	conference: ({ length }) =>
		`${countOf(length, true)} ${length === 1 ? 'conferencia' : 'conferencias'} de desarrollo humano con asistencia comprobada`,
	instruction: ({ length }) =>
		`${countOf(length, true)} ${length === 1 ? 'actividad' : 'actividades'} como instructor o ponente`,
	degree: ([step], levels) => {
		const level = step?.level ?? '';
		return `concluir el nivel siguiente de estudios, en el mismo campo: ${Object.hasOwn(levels, level) ? levels[level]! : level}`;
	},
	year: () => '12 meses más en su puesto actual',
};

/** Why a kind of step is not offered, in one sentence. */
export function obstacleInWords(key: StepKey, obstacle: Obstacle | 'at_cap'): string {
	return `${STEP_TITLES[key]}: ${OBSTACLE_WORDS[obstacle]}`;
}

/** The kinds of steps, as headings. */
export const STEP_TITLES: Readonly<Record<StepKey, string>> = {
	finance: 'Certificados en estándares hacendarios',
	transversal: 'Certificados en estándares transversales',
	course: 'Cursos de finanzas',
	conference: 'Conferencias de desarrollo humano',
	instruction: 'Actividades como instructor o ponente',
	degree: 'Nivel siguiente de estudios',
	year: '12 meses más en su puesto actual',
};

const OBSTACLE_WORDS: Readonly<Record<Obstacle | 'at_cap', string>> = {
	no_present_post: 'no tiene aceptado ningún puesto que ocupe hoy.',
	no_studies: 'no tiene estudios aceptados. Si los tiene, agréguelos a su cédula.',
	highest_level: 'ya tiene el nivel de estudios más alto.',
	every_standard: 'ya tiene uno vigente en cada estándar del catálogo.',
	at_cap: 'ya no sumaría: con lo aceptado tiene lo más que se puede obtener así.',
};

/** What kept some of the steps from counting, in one sentence. */
export function limitInWords(limit: Limit, model: WeightingModel): string {
	if (limit.kind === 'hours')
		return `De cada curso cuentan como máximo ${model.training.courses.maxHoursPerCourse} horas.`;
	if (limit.kind === 'criterion') {
		const cap = pointsText(criterionCaps(model)[limit.key]);
		return `«${CRITERION_TITLES[limit.key]}» llega a su tope de ${cap} puntos; lo que pasa de ahí no suma en ese criterio.`;
	}
	const cap = pointsText(elementCaps(model)[limit.key]);
	return `«${ELEMENT_TITLES[limit.key]}» llega a su tope de ${cap} puntos; lo que pasa de ahí no suma.`;
}

/** Weeks as people say them: «2 semanas», «unos 8 meses», «unos 2 años». */
export function weeksInWords(weeks: number): string {
	if (weeks < 9) return weeks === 1 ? 'una semana' : `${weeks} semanas`;
	const months = Math.round((weeks * 12) / 52);
	if (months < 23) return `unos ${months} meses`;
	const years = Math.round((months / 12) * 2) / 2;
	return `unos ${String(years).replace('.5', ' años y medio')}${Number.isInteger(years) ? ' años' : ''}`;
}

/** Stars before and after: «de 2.9 a 3 estrellas». */
export function starsChange(before: number | null, after: number | null): string {
	if (before === after)
		return before === null ? 'Seguiría sin estrellas.' : `Seguiría en ${starsText(after)}.`;
	return before === null
		? `Tendría ${starsText(after)}.`
		: `Pasaría de ${(before / 10).toFixed(1)} a ${starsText(after)}.`;
}
