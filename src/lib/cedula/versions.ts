import { conflict, invalidField, type Refusal } from '#lib/platform/refusal.ts';
import { isBlank, type Answers } from './answers.ts';

/** What two tabs wrote on the same thing: what was sent, what is stored, and the version to send to overwrite it. */
export type StaleAnswers = { version: number; yours: Answers; current: Answers };

/** A version as sent by a form or by the API; nothing when none was sent. */
export function versionOf(path: string, sent: unknown): number | undefined {
	if (isBlank(sent)) return undefined;
	const version = typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : sent;
	if (typeof version === 'number' && Number.isSafeInteger(version) && version >= 0) return version;
	throw invalidField(
		path,
		'version',
		'La versión no es un número. Vuelva a cargar la página e inténtelo de nuevo.',
	);
}

/** The refusal of what was written over an older version than the present one. */
export function staleVersion(conflicts: (StaleAnswers & Record<string, unknown>)[]): Refusal {
	return conflict(
		'stale_version',
		'Esto se guardó en otra ventana o dispositivo después de que usted abrió esta página. Compare ambas versiones y elija cuál conservar.',
		{ ...conflicts[0], conflicts },
	);
}
