import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import type { OpenedFile } from '#lib/evidence/read-evidence.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, formatDateLong, localDate } from '#lib/institution/plain-date.ts';
import { settings } from '#lib/platform/config.server.ts';
import { printDocument } from './print-document.server.ts';
import { printedClaims } from './printed-claims.server.ts';
import { readSent, type Sent } from './read-sent.server.ts';
import { OPEN_STATES, STATE_LABELS } from './submission.ts';

/**
 * The acknowledgement of one of one's own submissions as a PDF: folio, what was received, with which files, and until when.
 * @throws Refusal not_found for a folio that is not this person's; unavailable when no PDF can be made just now
 */
export async function printAcknowledgement(principal: Principal | null, folio: string): Promise<OpenedFile> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	const sent = await readSent(profileId, folio);
	const { timeZone, deadlines } = institution().settings;
	return printDocument('acknowledgement', 'acuse', sent, {
		receivedOn: formatDateLong(sent.receivedOn),
		late: localDate(sent.submittedAt, timeZone) !== sent.receivedOn,
		term: term(sent, timeZone),
		open: OPEN_STATES.includes(sent.state),
		answerDays: deadlines.answer,
		correctionDays: deadlines.correction,
		kinds: printedClaims(sent.claims),
		home: `${settings().origin}/mi`,
	});
}

/** Until when there is an answer or, once there is no such day, how the submission stands. */
function term({ state, dueOn, correctBy, decidedAt }: Sent, timeZone: string) {
	if (state === 'needs_you' && correctBy)
		return { label: 'Su respuesta a más tardar', value: formatDateLong(correctBy) };
	if (OPEN_STATES.includes(state))
		return { label: 'Le respondemos a más tardar', value: formatDateLong(dueOn) };
	const decidedOn = decidedAt ? `, ${formatDate(localDate(decidedAt, timeZone))}` : '';
	return { label: 'Estado', value: `${STATE_LABELS[state]}${decidedOn}` };
}
