import { z } from 'zod';
import { line } from '#lib/platform/text.ts';
import {
	calendarOf,
	datesFrom,
	nonWorkingDay,
	type BusinessCalendar,
	type DayOff,
	type NonWorkingDay,
} from './calendar.ts';
import { labourLawDays } from './labour-law-days.ts';
import { daysBetween, formatDate, isPlainDate, type PlainDate } from './plain-date.ts';
import { clockTime } from './settings.ts';

/** What deadlines run on: the days that count, and the local hour after which a day is over (`HH:MM`). */
export type BusinessClock = { readonly calendar: BusinessCalendar; readonly cutOff: string };

/** Longest run of days off that one change adds. */
export const LONGEST_RUN_DAYS = 62;
const EARLIEST = '2000-01-01';
const LATEST = '2199-12-31';

const day = (empty: string) =>
	z
		.string({ error: empty })
		.min(1, { error: empty, abort: true })
		.refine(isPlainDate, {
			error: 'Ese día no existe. Escriba día, mes y año con números, como 24 11 2026.',
			abort: true,
		})
		.refine((date) => date >= EARLIEST && date <= LATEST, 'Escriba un año entre 2000 y 2199.');
const source = line(
	300,
	'Escriba dónde se publicó, por ejemplo «Gaceta del Gobierno, 20 de noviembre de 2026».',
);
const name = line(120, 'Escriba cómo se llama, por ejemplo «Suspensión de labores por sismo».');

const addition = z
	.object({
		what: z.literal('add'),
		date: day('Escriba el día.'),
		/** last day off of a run; the same day when it is left out */
		until: z.preprocess(
			(value) => (value === '' ? undefined : value),
			day('Escriba el último día.').optional(),
		),
		kind: nonWorkingDay.shape.kind,
		name,
		source,
	})
	.transform(({ until, ...rest }) => ({ ...rest, until: until ?? rest.date }))
	.superRefine(({ date, until }, context) => {
		const days = isPlainDate(date) && isPlainDate(until) ? daysBetween(date, until) + 1 : 1;
		const message =
			days < 1
				? 'El último día es anterior al primero.'
				: `Agregue ${LONGEST_RUN_DAYS} días seguidos como máximo. Revise las fechas.`;
		if (days < 1 || days > LONGEST_RUN_DAYS) context.addIssue({ code: 'custom', path: ['until'], message });
	});

const removal = z.object({
	what: z.literal('remove'),
	date: day('Elija el día que quiere quitar.'),
	until: day('Elija el día que quiere quitar.'),
	name: z.string(),
});

const yearChange = z.object({
	what: z.literal('year'),
	year: z.coerce
		.number()
		.int()
		.min(2000, 'Escriba un año de 2000 a 2199.')
		.max(2199, 'Escriba un año de 2000 a 2199.'),
	status: z.enum(['provisional', 'published'], { error: 'Diga si el calendario es provisional u oficial.' }),
	source,
});

const cutOffChange = z.object({
	what: z.literal('cut-off'),
	cutOff: z
		.string()
		.trim()
		.refine((time) => clockTime.safeParse(time).success, 'Escriba una hora de 24 horas, como 18:00.'),
});

/** One change as an administrator asks for it, in the fields of its form. */
export const CalendarChangeRequest = z.discriminatedUnion(
	'what',
	[addition, removal, yearChange, cutOffChange],
	{ error: 'Elija qué quiere cambiar.' },
);
export type CalendarChangeRequest = z.infer<typeof CalendarChangeRequest>;

/** A change as it is kept: a year that begins brings its first days with it, so that rules may change later. */
export type CalendarChange =
	Exclude<CalendarChangeRequest, { what: 'year' }> | (z.infer<typeof yearChange> & { days: NonWorkingDay[] });

/** Makes a request whole. A year without calendar begins with the labour law's days and, on the same dates, those that the State added the year before. */
export function changeOf(request: CalendarChangeRequest, { calendar }: BusinessClock): CalendarChange {
	if (request.what !== 'year') return request;
	return { ...request, days: calendar.years.has(request.year) ? [] : firstDaysOf(request.year, calendar) };
}

function firstDaysOf(year: number, { daysOff }: BusinessCalendar): NonWorkingDay[] {
	const ofState = [...daysOff].flatMap(([date, { kind, name: called }]) => {
		const again = `${year}${date.slice(4)}`;
		return kind === 'state' && date.startsWith(`${year - 1}-`) && isPlainDate(again)
			? [{ date: again, kind, name: called }]
			: [];
	});
	const days = [...labourLawDays(year), ...ofState].filter(({ date }) => !daysOff.has(date));
	return days.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The clock after changes, in their order. Days off keep the name that they had when a run is laid over them. */
export function clockAfter(base: BusinessClock, changes: readonly CalendarChange[]): BusinessClock {
	if (changes.length === 0) return base;
	const daysOff = new Map(base.calendar.daysOff);
	const years = new Map(base.calendar.years);
	let { cutOff } = base;
	for (const change of changes) {
		if (change.what === 'add') lay(daysOff, change);
		else if (change.what === 'remove') lift(daysOff, change);
		else if (change.what === 'cut-off') cutOff = change.cutOff;
		else {
			years.set(change.year, { status: change.status, source: change.source });
			for (const first of change.days) lay(daysOff, first);
		}
	}
	return { calendar: calendarOf(years, daysOff), cutOff };
}

function lay(daysOff: Map<PlainDate, DayOff>, run: NonWorkingDay & { source?: string }): void {
	const { date, until = date, kind, name: called, source: from } = run;
	for (const each of datesFrom(date, until))
		if (!daysOff.has(each)) daysOff.set(each, { kind, name: called, ...(from && { source: from }) });
}

function lift(daysOff: Map<PlainDate, DayOff>, run: Pick<NonWorkingDay, 'date' | 'until' | 'name'>): void {
	for (const each of datesFrom(run.date, run.until ?? run.date))
		if (daysOff.get(each)?.name === run.name) daysOff.delete(each);
}

/** Whether a change leaves everything as it is: a day that is off already, one that is not there, the same hour. */
export function changesNothing(before: BusinessClock, change: CalendarChange): boolean {
	const after = clockAfter(before, [change]);
	if (change.what === 'cut-off') return after.cutOff === before.cutOff;
	if (change.what !== 'year') return after.calendar.daysOff.size === before.calendar.daysOff.size;
	const known = before.calendar.years.get(change.year);
	return known?.status === change.status && known.source === change.source;
}

/** «el 24 de noviembre de 2026», «del 24 al 26 de noviembre de 2026», with what both days share said once. */
export function spanWords(date: PlainDate, until: PlainDate = date): string {
	if (until === date) return `el ${formatDate(date)}`;
	const [day, month] = formatDate(date).split(' de ') as [string, string];
	const from = date.slice(0, 7) === until.slice(0, 7) ? day : `${day} de ${month}`;
	const sameYear = date.slice(0, 4) === until.slice(0, 4);
	return `del ${sameYear ? from : formatDate(date)} al ${formatDate(until)}`;
}

/** A change in a sentence, for the preview and the list of changes. */
export function changeWords(change: CalendarChange | CalendarChangeRequest): string {
	if (change.what === 'add') return `Agregar «${change.name}», ${spanWords(change.date, change.until)}.`;
	if (change.what === 'remove') return `Quitar «${change.name}», ${spanWords(change.date, change.until)}.`;
	if (change.what === 'cut-off')
		return `Lo que llegue después de las ${change.cutOff} cuenta para el día hábil siguiente.`;
	const { year, status } = change;
	return status === 'published'
		? `Marcar el calendario de ${year} como oficial.`
		: `Dejar el calendario de ${year} como provisional.`;
}
