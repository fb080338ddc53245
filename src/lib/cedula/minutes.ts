import type { CedulaView, Missing, MissingCode } from './cedula.ts';

/** Minutes that a part takes with the papers at hand: the one place where the service says how long anything takes. */
const MINUTES: Record<MissingCode | 'check_and_send', number> = {
	email_unconfirmed: 1,
	contact_incomplete: 1,
	post_incomplete: 3,
	no_education_or_experience: 4,
	claim_incomplete: 2,
	claim_without_evidence: 2,
	evidence_pending: 1,
	check_and_send: 2,
};

/** Minutes for one more claim with its document. */
export const MINUTES_A_CLAIM = MINUTES.claim_incomplete + MINUTES.claim_without_evidence;

/** Minutes until a cédula can be sent, checking and sending included; a page with several things missing counts once. */
export function minutesLeft({ missing }: Pick<CedulaView, 'missing'>): number {
	const parts = new Map(missing.map((item) => [partOf(item), MINUTES[item.code]]));
	return [...parts.values()].reduce((sum, minutes) => sum + minutes, MINUTES.check_and_send);
}

function partOf({ code, href }: Missing): string {
	return `${code} ${href.split('#')[0]}`;
}

/** «unos 9 minutos» */
export function minutesWords(minutes: number): string {
	return minutes === 1 ? 'un minuto' : `unos ${minutes} minutos`;
}
