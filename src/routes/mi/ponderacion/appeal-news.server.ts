import { obstacleWords } from '#lib/appeal/ask-appeal.server.ts';
import type { AppealStanding, OwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate } from '#lib/institution/plain-date.ts';

/** Where the appeals of a person stand: whether one may be asked for and until when, and how the newest one goes. */
export type AppealNews = {
	/** until when one may be asked for, in words; null when it may not */
	askBy: string | null;
	/** the last day that was told, in words, while the calendar has moved it to a later one */
	askMovedFrom: string | null;
	/** why none may be asked for; null when it may */
	closed: string | null;
	/** how the newest one stands, in a sentence; null when there is none */
	newest: string | null;
	answered: boolean;
};

/** Puts the appeals of a person into words. */
export function appealNews({ askBy, askMovedFrom, obstacle, appeals }: OwnAppeals): AppealNews {
	const [newest] = appeals;
	return {
		askBy: obstacle === null && askBy ? formatDateLong(askBy) : null,
		askMovedFrom: obstacle === null && askMovedFrom ? formatDateLong(askMovedFrom) : null,
		closed: obstacle && obstacleWords(obstacle, askBy),
		newest: newest ? wordsOf(newest) : null,
		answered: newest?.state === 'answered',
	};
}

/**
 * What the home of a person tells of their newest appeal: how it stands while it is open, and that it was answered until
 * another dictamen follows. Null when there is nothing to tell.
 * @param ratedAt when the dictamen that holds was issued
 */
export function newestAppeal(
	newest: AppealStanding | undefined,
	ratedAt: Date,
): { words: string; answered: boolean } | null {
	if (!newest || (newest.answeredAt !== null && new Date(newest.answeredAt) < ratedAt)) return null;
	return { words: wordsOf(newest), answered: newest.answeredAt !== null };
}

function wordsOf({ askedAt, dueOn, movedFrom, answeredAt, answeredBy }: AppealStanding): string {
	if (answeredAt) return `Su aclaración se respondió el ${dayOf(answeredAt)}; la respondió ${answeredBy}.`;
	const received = `Recibimos su aclaración el ${dayOf(askedAt)}.`;
	const by = formatDateLong(dueOn);
	if (!movedFrom) return `${received} La responde otra persona a más tardar el ${by}.`;
	return `${received} Cambió el calendario de días hábiles: la respuesta era para el ${formatDateLong(movedFrom)}. La nueva fecha es el ${by}.`;
}

/** The day of an instant in words, in the zone of the institution. */
export function dayOf(instant: string): string {
	return formatDateLong(localDate(new Date(instant), institution().settings.timeZone));
}
