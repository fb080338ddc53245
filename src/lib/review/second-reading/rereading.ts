import type { Rereading } from '#lib/cedula/submission.ts';

/** How it is called on the bench that a cédula is read again. */
export const REREADING_LABELS: Record<Rereading, string> = {
	second: 'Segunda lectura',
	third: 'Tercera lectura',
};

type Row = { rereading: string | null };

/** The reading that a stored submission waits for or is in, beyond the first one. */
export function rereadingOf({ rereading }: Row): Rereading | null {
	return rereading as Rereading | null;
}

/** The number of the reading to which a decision taken now belongs. */
export function readingOf(row: Row): 1 | 2 | 3 {
	const rereading = rereadingOf(row);
	if (rereading === null) return 1;
	return rereading === 'second' ? 2 : 3;
}
