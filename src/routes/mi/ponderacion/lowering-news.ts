import { formatDate, formatDateLong } from '#lib/institution/plain-date.ts';
import type { OwnLowering } from '#lib/rating/lowering/get-own-lowering.server.ts';
import type { Lapse } from '#lib/rating/lowering/lapse.ts';
import { markText } from './rerating-news.ts';

const WHY: Record<Lapse['reason'], (day: string) => string> = {
	expired: (day) => `su vigencia es hasta el ${day}`,
	outside_window: (day) => `cuenta hasta el ${day}; después queda fuera del periodo que se toma en cuenta`,
};

/** What a person reads of the lowering that was announced to them: what lapses and when, and what they can do. */
export function loweringNews({ announcedOn, takesEffectOn, due, before, after, lapses }: OwnLowering) {
	const effect = formatDateLong(takesEffectOn);
	return {
		title: 'Parte de lo que cuenta en su ponderación vence',
		short: `Parte de lo que cuenta en su ponderación vence. Si nada cambia, desde el ${effect} podría quedar en ${markText(after)}.`,
		what: due
			? `Se le avisó el ${formatDate(announcedOn)}. Desde el ${effect} el instituto puede decidir calcular de nuevo su ponderación.`
			: `Se le avisó el ${formatDate(announcedOn)}. Antes del ${effect} nada cambia; desde ese día el instituto puede decidir calcular de nuevo su ponderación.`,
		change: `Hoy tiene ${markText(before)}. Con lo que vence tendría ${markText(after)}.`,
		lapses: lapses.map(({ title, subtitle, reason, countsUntil }) => ({
			title: subtitle ? `${title} (${subtitle})` : title,
			text: WHY[reason](formatDate(countsUntil)),
		})),
	};
}
