import { z } from 'zod';
import { wholeNumber } from '#lib/cedula/answers.ts';
import { TRAINING_HOURS, TRAINING_THEMES, TRAINING_TYPES } from '#lib/cedula/claims.ts';
import { addMonths, isPlainDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { line, optionalLine } from '#lib/platform/text.ts';

/** What can be announced: the types of a training claim that somebody attends. */
export const COURSE_TYPES = {
	COURSE: TRAINING_TYPES.COURSE,
	DIPLOMA: TRAINING_TYPES.DIPLOMA,
	CONFERENCE: TRAINING_TYPES.CONFERENCE,
} as const;
export type CourseType = keyof typeof COURSE_TYPES;
export type CourseTheme = keyof typeof TRAINING_THEMES;

/** A course is published when it is announced; once withdrawn, it stays so. */
export type CourseState = 'published' | 'withdrawn';

/** How a course is taken. */
export const COURSE_MODES = { place: 'Presencial', distance: 'A distancia' } as const;

/** How many months ahead a course may begin: a later day is a slip of the year. */
const MOST_MONTHS_AHEAD = 24;

const keysOf = <Labels extends object>(labels: Labels) =>
	Object.keys(labels) as [keyof Labels & string, ...(keyof Labels & string)[]];

const day = (empty: string) =>
	z.string({ error: empty }).min(1, { error: empty, abort: true }).refine(isPlainDate, {
		error: 'Ese día no existe. Escriba día, mes y año con números, como 24 11 2026.',
		abort: true,
	});

const HOURS = `Escriba las horas con números enteros, de ${TRAINING_HOURS.min} a ${TRAINING_HOURS.max}.`;

const typed = z.object({
	name: line(250, 'Escriba el nombre, como estará en la constancia.'),
	type: z.enum(keysOf(COURSE_TYPES), 'Elija qué es.'),
	theme: z.enum(keysOf(TRAINING_THEMES), 'Elija el tema.'),
	institution: line(200, 'Escriba quién lo imparte.'),
	hours: wholeNumber(TRAINING_HOURS.min, TRAINING_HOURS.max, HOURS),
	beginsOn: day('Escriba el primer día.'),
	endsOn: day('Escriba el último día; si es uno solo, el mismo.'),
	mode: z.enum(keysOf(COURSE_MODES), 'Elija si es presencial o a distancia.'),
	place: optionalLine(300),
	registration: line(500, 'Escriba cómo inscribirse: una página o unas palabras.'),
});

/** What a course says of itself; `place` null when it is taken at a distance, whole `hours`. */
export type CourseDetails = Omit<z.output<typeof typed>, 'mode' | 'place'> & { place: string | null };

/**
 * The form of a course.
 * @param today no course begins before it
 * @param unchanged the first day that the course has already, which may have passed
 */
export function courseForm(today: PlainDate, unchanged?: PlainDate) {
	const latest = addMonths(today, MOST_MONTHS_AHEAD);
	const problemsOf = ({ beginsOn, endsOn, mode, place }: z.output<typeof typed>) => ({
		beginsOn:
			beginsOn === unchanged || (beginsOn >= today && beginsOn <= latest)
				? null
				: beginsOn < today
					? 'Ese día ya pasó. Se anuncia lo que todavía no empieza.'
					: 'Falta mucho para ese día. Revise el año.',
		endsOn:
			endsOn < beginsOn
				? 'El último día es anterior al primero. Revise ambos.'
				: endsOn > addMonths(beginsOn, MOST_MONTHS_AHEAD)
					? 'Duraría más de dos años. Revise el año.'
					: null,
		place:
			mode === 'place' && !place
				? 'Escriba dónde se imparte.'
				: mode === 'distance' && place
					? 'Si es presencial, elíjalo arriba; si es a distancia, borre el lugar.'
					: null,
	});
	return typed
		.superRefine((values, context) => {
			for (const [field, message] of Object.entries(problemsOf(values)))
				if (message) context.addIssue({ code: 'custom', path: [field], message });
		})
		.transform(({ mode: _, place = null, ...details }): CourseDetails => ({ ...details, place }));
}

const BARE_ADDRESS = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/\S*)?$/i;

/** The address of the web to which «how to register» leads; null when it is words. */
export function registrationLink(registration: string): string | null {
	const address = BARE_ADDRESS.test(registration) ? `https://${registration}` : registration;
	if (/\s/.test(address) || !URL.canParse(address)) return null;
	const { protocol, href } = new URL(address);
	return protocol === 'https:' || protocol === 'http:' ? href : null;
}
