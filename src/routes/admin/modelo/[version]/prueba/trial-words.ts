import { HALF_STARS, type TrialCase, type TrialCounts, type TrialMark } from '#lib/rating/trial/trial.ts';
import { pointsText } from '#lib/ui/figures.ts';

/** Headings of the dimensions of a trial. */
export const DIMENSION_TITLES = {
	municipality: 'Por municipio',
	level: 'Por nivel del puesto',
	sex: 'Por sexo',
	age: 'Por edad',
} as const;

/** Sexes as the CURP tells them. */
export const SEX_LABELS: Record<string, string> = { H: 'Hombres', M: 'Mujeres', X: 'No binario' };

/** Columns of the groups of a dimension. */
export const GROUP_COLUMNS = [
	{ key: 'label', label: 'Grupo' },
	{ key: 'people', label: 'Personas', number: true },
	{ key: 'rises', label: 'Suben', number: true },
	{ key: 'falls', label: 'Bajan', number: true },
	{ key: 'gainsStar', label: 'Ganan una estrella', number: true },
	{ key: 'losesStar', label: 'Pierden una estrella', number: true },
	{ key: 'change', label: 'Cambio medio, en puntos', number: true },
];

const number = (count: number) => count.toLocaleString('es-MX');

/** The counts of a group as a row of its table. */
export function groupRow(label: string, { change, ...counts }: TrialCounts) {
	const mean = counts.people === 0 ? 0 : change / counts.people / 100;
	return {
		label,
		people: number(counts.people),
		rises: number(counts.rises),
		falls: number(counts.falls),
		gainsStar: number(counts.gainsStar),
		losesStar: number(counts.losesStar),
		change: `${mean > 0 ? '+' : ''}${mean.toFixed(2)}`,
	};
}

/** A distribution as bars by half stars, and the same as a table. */
export function distributionBars(distribution: Record<string, number>) {
	return HALF_STARS.map((half) => ({ label: halfLabel(half), amount: distribution[half] ?? 0 }));
}

/** Rows of both distributions side by side. */
export function distributionRows(before: Record<string, number>, after: Record<string, number>) {
	return HALF_STARS.map((half) => ({
		label: half === 0 ? 'Sin estrellas' : `${halfLabel(half)} a ${((half + 4) / 10).toFixed(1)}`,
		before: number(before[half] ?? 0),
		after: number(after[half] ?? 0),
	})).map((row) => (row.label.startsWith('5.0') ? { ...row, label: '5.0' } : row));
}

function halfLabel(half: number): string {
	return half === 0 ? 'Sin' : (half / 10).toFixed(1);
}

/** Somebody who would lose points, as a row. */
export function caseRow({ folio, before, after }: TrialCase) {
	return {
		folio,
		before: markText(before),
		after: markText(after),
		change: pointsText(after.points - before.points),
	};
}

function markText({ stars, points }: TrialMark): string {
	const text = stars === null ? 'sin estrellas' : `${(stars / 10).toFixed(1)} estrellas`;
	return `${pointsText(points)} puntos, ${text}`;
}
