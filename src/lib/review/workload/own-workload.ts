import type { PlainDate } from '#lib/institution/plain-date.ts';

/** What a reviewer ended on a day: dictámenes, returns, and minutes with a case open. */
export type OwnDay = { day: PlainDate; decided: number; returned: number; minutes: number };

/** Puts what was done on each business day; what was done on a day off belongs to the one before it. */
export function ownDays(days: readonly PlainDate[], done: readonly OwnDay[]): OwnDay[] {
	return days.map((day, index) => {
		const next = days[index + 1];
		const here = done.filter((each) => each.day >= day && (next === undefined || each.day < next));
		const sum = (of: 'decided' | 'returned' | 'minutes') => here.reduce((total, each) => total + each[of], 0);
		return { day, decided: sum('decided'), returned: sum('returned'), minutes: sum('minutes') };
	});
}
