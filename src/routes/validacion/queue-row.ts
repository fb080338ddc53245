import { label, today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateShort, localDate } from '#lib/institution/plain-date.ts';
import { capitalised, dueFrom } from '#lib/review/due.ts';
import type { QueueItem } from '#lib/review/queue-item.ts';
import { REREADING_LABELS } from '#lib/review/second-reading/rereading.ts';

/** A case of the queue as its lists show it, in words. */
export function queueRow(item: QueueItem) {
	const { calendar, settings } = institution();
	const due = dueFrom(today(), item.dueOn, calendar);
	return {
		folio: item.folio,
		href: `/validacion/${item.folio}`,
		due: { urgency: due.urgency, words: capitalised(due.words), on: formatDateShort(item.dueOn) },
		municipality: label('municipalities', item.municipality),
		claims: item.claims,
		sentOn: formatDateShort(localDate(new Date(item.submittedAt), settings.timeZone)),
		situation: situationOf(item),
		rereading: item.rereading && REREADING_LABELS[item.rereading],
	};
}

function situationOf({ state, mine, assignedTo, cameBack }: QueueItem): string {
	if (mine) return 'La tiene usted';
	if (state === 'in_review') return `En revisión: ${assignedTo ?? 'otra persona'}`;
	return cameBack ? 'Regresó de observaciones' : 'En espera';
}
