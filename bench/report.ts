/** A measured figure beside the bar of docs/quality; `passes` null = shown for comparison only, or could not be measured. */
export type Figure = { id: string; what: string; figure: string; bar: string; passes: boolean | null };

/** The figures as a Markdown table, with the verdict in words. */
export function asTable(figures: readonly Figure[]): string {
	const rows = [
		['', 'Qué', 'Cifra', 'Meta', 'Resultado'],
		['---', '---', '---:', '---', '---'],
		...figures.map(({ id, what, figure, bar, passes }) => [id, what, figure, bar, verdict(passes)]),
	];
	return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The middle one; of an even number, the upper of both. */
export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** What 95 of 100 do not exceed, by the nearest rank. */
export function p95(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? NaN;
}

function verdict(passes: boolean | null): string {
	if (passes === null) return '—';
	return passes ? 'cumple' : 'no cumple';
}
