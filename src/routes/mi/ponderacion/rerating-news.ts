import { formatDateLong } from '#lib/institution/plain-date.ts';
import type { ReratingOfPerson } from '#lib/rating/rerating/rerating-of-person.server.ts';
import { isChanged, type ReratingKind } from '#lib/rating/rerating/rerating.ts';
import type { TrialMark } from '#lib/rating/trial/trial.ts';
import { pointsText, starsText } from '#lib/ui/figures.ts';

const DECIDED: Record<ReratingKind, string> = {
	model: 'ponderar de nuevo a todas las personas con otro modelo',
	lowering:
		'que surtiera efecto la reducción que se le había anunciado, porque algo de lo que contaba venció',
};

/** What a person reads of the rerating behind their dictamen: who decided it, why, as of which day, and what changed. */
export function reratingNews(found: ReratingOfPerson, after: TrialMark) {
	const { kind, reason, decidedBy, decidedOn, scoredOn, before, previousId } = found;
	return {
		title: isChanged(before, after)
			? 'Su ponderación se calculó de nuevo y cambió'
			: 'Su ponderación se calculó de nuevo y quedó igual',
		what: `El ${formatDateLong(decidedOn)}, ${decidedBy} decidió ${DECIDED[kind]}.`,
		change: `Antes tenía ${markText(before)}; ahora tiene ${markText(after)}.`,
		why: `${isChanged(before, after) ? `Antes tenía ${markText(before)}; ahora tiene ${markText(after)}. ` : ''}Motivo: ${reason}`,
		day: `Se contaron los mismos documentos aceptados, según el ${formatDateLong(scoredOn)}${kind === 'model' ? ', igual que en el dictamen anterior' : ', con el mismo modelo'}.`,
		previousHref: `/mi/ponderacion/${previousId}`,
	};
}

/** Stars and points in words. */
export function markText({ stars, points }: TrialMark): string {
	return `${starsText(stars)} (${pointsText(points)} puntos)`;
}
