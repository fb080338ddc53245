import { obstacleWords } from '#lib/appeal/ask-appeal.server.ts';
import type { OwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';

/** Where the appeals of a person stand: whether one may be asked for and until when, and how the newest one goes. */
export type AppealNews = {
	/** until when one may be asked for, in words; null when it may not */
	askBy: string | null;
	/** why none may be asked for; null when it may */
	closed: string | null;
	/** how the newest one stands, in a sentence; null when there is none */
	newest: string | null;
	answered: boolean;
};

/** Puts the appeals of a person into words. */
export function appealNews({ askBy, obstacle, appeals }: OwnAppeals): AppealNews {
	const [newest] = appeals;
	return {
		askBy: obstacle === null && askBy ? formatDateLong(askBy) : null,
		closed: obstacle && obstacleWords(obstacle, askBy),
		newest: newest ? wordsOf(newest) : null,
		answered: newest?.state === 'answered',
	};
}

function wordsOf({ askedAt, dueOn, answeredAt, answeredBy }: OwnAppeals['appeals'][number]): string {
	if (answeredAt) return `Su aclaración se respondió el ${dayOf(answeredAt)}; la respondió ${answeredBy}.`;
	return `Recibimos su aclaración el ${dayOf(askedAt)}. La responde otra persona a más tardar el ${formatDateLong(dueOn)}.`;
}

/** The day of an instant in words, in the zone of the institution. */
export function dayOf(instant: string): string {
	return formatDateLong(localDate(new Date(instant), institution().settings.timeZone));
}
