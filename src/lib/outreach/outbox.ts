import type { MailName } from '#lib/institution/mail-texts.ts';

/** How a message stands; `dropped`: its reason went away before it was sent. */
export const MESSAGE_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** How each state is called. */
export const MESSAGE_STATE_LABELS: Record<MessageState, string> = {
	waiting: 'En espera',
	sent: 'Enviado',
	failed: 'Con falla',
	dropped: 'Ya no hizo falta',
};

/** How each message is called in the outbox. */
export const MESSAGE_LABELS: Record<MailName, string> = {
	'confirm-email': 'Confirmación de correo',
	'already-registered': 'Aviso de cuenta existente',
	'recover-password': 'Recuperación de contraseña',
	'password-changed': 'Aviso de cambio de contraseña',
	'profile-invitation': 'Invitación a tomar su perfil',
	'staff-invitation': 'Invitación de personal',
	'submission-received': 'Acuse de recibo',
	'needs-you': 'Observaciones por atender',
	'needs-you-reminder': 'Recordatorio de observaciones',
	'certify-by': 'Plazo para certificarse',
	'due-date-moved': 'Cambio de fechas',
	rated: 'Aviso de dictamen',
	'rated-again': 'Ponderación calculada de nuevo',
	'rating-lowered': 'Reducción anunciada que surtió efecto',
	'lowering-announced': 'Anuncio de una reducción en su ponderación',
	'appeal-received': 'Acuse de aclaración',
	'appeal-answered': 'Respuesta a su aclaración',
	'certificate-revoked': 'Constancia revocada',
	'reviewer-digest': 'Resumen de las mañanas',
	'panel-news': 'Aviso del panel de expertos',
	'appeal-unassigned': 'Aclaración sin quién la responda',
};

/**
 * Messages that an administrator may open to help a person at the desk. The recovery of a password is not among them:
 * it would let an administrator into somebody's account.
 */
export const OPENABLE: readonly MailName[] = ['confirm-email', 'profile-invitation', 'staff-invitation'];

/** A message that the server refuses so many times is given up until somebody sends it again. */
export const MOST_REFUSALS = 8;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
const SERVER_AWAY_PAUSE_MS = 60_000;

/** What a sending came to: `refused` by the server that was reached, or the server was `away`. */
export type Failure = 'refused' | 'away';

/**
 * What becomes of a message that could not be sent. While the server is away messages wait as long as it takes;
 * one that the server refuses is tried with growing pauses and in the end fails, where people can see it.
 * @param refusals times that the server refused it, this one included
 */
export function afterFailure(
	failure: Failure,
	refusals: number,
	at: Date,
): { state: MessageState; nextAttemptAt: Date } {
	if (failure === 'away') return { state: 'waiting', nextAttemptAt: later(at, SERVER_AWAY_PAUSE_MS) };
	const pause = Math.min(FIRST_PAUSE_MS * 2 ** (refusals - 1), LONGEST_PAUSE_MS);
	return { state: refusals >= MOST_REFUSALS ? 'failed' : 'waiting', nextAttemptAt: later(at, pause) };
}

/** An address that can be recognised by its owner but not used by whoever reads over the shoulder: «ju…@dominio.mx». */
export function maskedEmail(email: string): string {
	const at = email.lastIndexOf('@');
	return `${email.slice(0, Math.min(2, at))}…${email.slice(at)}`;
}

function later(at: Date, milliseconds: number): Date {
	return new Date(at.getTime() + milliseconds);
}
