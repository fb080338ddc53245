import { formatInstant } from '#lib/institution/plain-date.ts';
import type { ReadRerating } from '#lib/rating/rerating/read-reratings.server.ts';
import { reratedIn } from '#lib/rating/rerating/rerating.ts';
import type { TrialCounts } from '#lib/rating/trial/trial.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** The address of a rerating. */
export function reratingHref(id: string): string {
	return `/admin/modelo/reponderar/${id}`;
}

const number = (count: number) => count.toLocaleString('es-MX');

/** What a trial said, in a few figures. */
export function trialFigures({ rises, falls, gainsStar, losesStar }: TrialCounts) {
	return [
		{ label: 'Subirían de puntos', figure: number(rises) },
		{ label: 'Bajarían de puntos', figure: number(falls) },
		{ label: 'Ganarían una estrella o más', figure: number(gainsStar) },
		{ label: 'Perderían una estrella o más', figure: number(losesStar) },
	];
}

/** What a rerating came to, or has come to so far. */
export function resultRows({ tally }: ReadRerating) {
	const { rises, falls, unchanged, gainsStar, losesStar, passed } = tally;
	return [
		{ label: 'Con dictamen nuevo', figure: number(reratedIn(tally)) },
		{ label: 'Suben', figure: number(rises) },
		{ label: 'Bajan', figure: number(falls) },
		{ label: 'Quedan igual', figure: number(unchanged) },
		{ label: 'Ganan una estrella entera o más', figure: number(gainsStar) },
		{ label: 'Pierden una estrella entera o más', figure: number(losesStar) },
		{ label: 'Ya tenían un dictamen con este modelo', figure: number(passed) },
	];
}

/** How a rerating stands, as a mark. */
export function standing({ finishedAt, stalled, endedBy }: ReadRerating): { label: string; tone: Tone } {
	if (endedBy) return { label: 'Terminó antes', tone: 'warning' };
	if (finishedAt) return { label: 'Terminada', tone: 'success' };
	return stalled ? { label: 'Detenida', tone: 'warning' } : { label: 'En curso', tone: 'info' };
}

/** A rerating in the list of them. */
export function reratingItem(run: ReadRerating, timeZone: string) {
	const { id, modelTitle, model, decidedBy, decidedAt, reason, tally } = run;
	return {
		...{ id, href: reratingHref(id), reason },
		title: `${modelTitle} (${model})`,
		decided: `${decidedBy}, ${formatInstant(decidedAt, timeZone)}`,
		people: `${number(reratedIn(tally))} personas`,
		standing: standing(run),
	};
}
