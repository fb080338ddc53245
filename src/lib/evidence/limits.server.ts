import { institution } from '#lib/institution/load-institution.server.ts';
import { conflict, invalidField, tooLarge, wrongType, type Refusal } from '#lib/platform/refusal.ts';
import { refusalInWords, type EvidenceLimits, type RefusalCode } from './evidence.ts';

/** The limits of this institution. */
export function evidenceLimits(): EvidenceLimits {
	return institution().settings.evidence;
}

/** The refusal of a file, with the status of contract.md: 413 too big, 415 of another type, 409 no room, 422 the rest. */
export function fileRefusal(code: RefusalCode): Refusal {
	const words = refusalInWords(code, evidenceLimits());
	if (code === 'too_large') return tooLarge(words);
	if (code === 'wrong_type' || code === 'heic') return wrongType(words);
	if (code === 'person_full' || code === 'claim_full') return conflict(code, words);
	return invalidField('file', code, words);
}
