const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the three numbers name a day of the Gregorian calendar; `month` is 1 to 12. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const last = month === 2 && leap ? 29 : DAYS[month - 1];
	return last !== undefined && day >= 1 && day <= last;
}

/** Whole years from one 'YYYY-MM-DD' to another: the age on `today` of a person born on `birthDate`. */
export function ageOn(birthDate: string, today: string): number {
	const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
	return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
