import type { NonWorkingDay } from './calendar.ts';
import { addDays, weekday, type PlainDate } from './plain-date.ts';

const MONDAY = 1;
/** Every six years since then the federal executive changes hands on 1 October (reform of 30-09-2024). */
const HANDOVER = { since: 2024, everyYears: 6 };

/** The days off of article 74 of the Ley Federal del Trabajo in a year; election days fall on Sundays. */
export function labourLawDays(year: number): NonWorkingDay[] {
	const handover = (year - HANDOVER.since) % HANDOVER.everyYears === 0 && year >= HANDOVER.since;
	const days: [PlainDate, string][] = [
		[`${year}-01-01`, 'Año nuevo'],
		[nthMonday(`${year}-02-01`, 1), 'Aniversario de la Constitución'],
		[nthMonday(`${year}-03-01`, 3), 'Natalicio de Benito Juárez'],
		[`${year}-05-01`, 'Día del trabajo'],
		[`${year}-09-16`, 'Aniversario de la Independencia'],
		...(handover ? [[`${year}-10-01`, 'Cambio del Poder Ejecutivo Federal'] as [PlainDate, string]] : []),
		[nthMonday(`${year}-11-01`, 3), 'Aniversario de la Revolución'],
		[`${year}-12-25`, 'Navidad'],
	];
	return days.map(([date, name]) => ({ date, kind: 'statutory', name }));
}

function nthMonday(firstOfMonth: PlainDate, n: number): PlainDate {
	const toMonday = (MONDAY - weekday(firstOfMonth) + 7) % 7;
	return addDays(firstOfMonth, toMonday + (n - 1) * 7);
}
