import { formatDate, formatInstant } from '#lib/institution/plain-date.ts';
import type { Lowerings } from '#lib/rating/lowering/read-lowerings.server.ts';
import type { ReadRerating } from '#lib/rating/rerating/read-reratings.server.ts';
import { reratedIn, type ReratingKind } from '#lib/rating/rerating/rerating.ts';
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

const PASSED: Record<ReratingKind, string> = {
	model: 'Ya tenían un dictamen con este modelo',
	lowering: 'Su aviso ya no se sostiene y no cambian',
};

/** What a rerating came to, or has come to so far. */
export function resultRows({ kind, tally }: ReadRerating) {
	const { rises, falls, unchanged, gainsStar, losesStar, passed } = tally;
	return [
		{ label: 'Con dictamen nuevo', figure: number(reratedIn(tally)) },
		{ label: 'Suben', figure: number(rises) },
		{ label: 'Bajan', figure: number(falls) },
		{ label: 'Quedan igual', figure: number(unchanged) },
		{ label: 'Ganan una estrella entera o más', figure: number(gainsStar) },
		{ label: 'Pierden una estrella entera o más', figure: number(losesStar) },
		{ label: PASSED[kind], figure: number(passed) },
	];
}

/** The announcements that wait, and those whose day has come. */
export function loweringWords({ due, waiting, nextOn, checkedOn }: Lowerings) {
	return {
		due,
		figures: [
			{ label: 'Con el plazo cumplido', figure: number(due) },
			{ label: 'Con el plazo en curso', figure: number(waiting) },
		],
		next: nextOn && `El siguiente plazo se cumple el ${formatDate(nextOn)}.`,
		checked: checkedOn
			? `La última revisión de vigencias empezó el ${formatDate(checkedOn)}; se repite cada semana.`
			: 'Todavía no se han revisado las vigencias; se revisan cada semana.',
	};
}

/** How a rerating stands, as a mark. */
export function standing({ finishedAt, stalled, endedBy }: ReadRerating): { label: string; tone: Tone } {
	if (endedBy) return { label: 'Terminó antes', tone: 'warning' };
	if (finishedAt) return { label: 'Terminada', tone: 'success' };
	return stalled ? { label: 'Detenida', tone: 'warning' } : { label: 'En curso', tone: 'info' };
}

/** A rerating in the list of them. */
export function reratingItem(run: ReadRerating, timeZone: string) {
	const { id, kind, modelTitle, model, decidedBy, decidedAt, reason, tally } = run;
	return {
		...{ id, href: reratingHref(id), reason },
		title: kind === 'lowering' ? 'Reducciones anunciadas' : `${modelTitle} (${model})`,
		decided: `${decidedBy}, ${formatInstant(decidedAt, timeZone)}`,
		people: `${number(reratedIn(tally))} personas`,
		standing: standing(run),
	};
}
