const POINTS = new Intl.NumberFormat('es-MX', { minimumFractionDigits: 0, maximumFractionDigits: 2 });

/** How much of each of the five stars is drawn. */
export type StarFill = 'full' | 'half' | 'empty';

/**
 * The five stars of a value in tenths (10 to 50), rounded to the nearest half, half up.
 * @returns five empty stars for `null`
 */
export function starFills(tenths: number | null): StarFill[] {
	const halves = tenths === null ? 0 : Math.floor((tenths + 2.5) / 5);
	return [0, 1, 2, 3, 4].map((index) => {
		const left = halves - 2 * index;
		return left >= 2 ? 'full' : left === 1 ? 'half' : 'empty';
	});
}

/** The value in words, such as "3.4 de 5 estrellas". */
export function starsText(tenths: number | null): string {
	return tenths === null ? 'Sin ponderación' : `${(tenths / 10).toFixed(1)} de 5 estrellas`;
}

/** Hundredths of a point as a person reads them: 2300 is "23", 1320 is "13.2". */
export function pointsText(points: number): string {
	return POINTS.format(points / 100);
}
