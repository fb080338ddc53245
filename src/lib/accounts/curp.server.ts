import { z } from 'zod';
import { CURP_ERROR_MESSAGES } from '#lib/identifiers/curp-messages.ts';
import { normalizeCurp, parseCurp } from '#lib/identifiers/curp.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';

/** A CURP as typed, made regular and checked (structure, date, state, check digit); each fault in words. */
export const curpField = z
	.string('Escriba su CURP.')
	.transform(normalizeCurp)
	.superRefine((curp, context) => {
		if (curp === '') return context.addIssue({ code: 'custom', message: 'Escriba su CURP.' });
		const parsed = parseCurp(curp, today());
		if (parsed.ok) return;
		for (const error of parsed.errors) {
			context.addIssue({ code: 'custom', message: CURP_ERROR_MESSAGES[error] });
		}
	});

/** What finds a profile by its CURP, which itself lies encrypted. @param curp regular */
export function curpHash(curp: string): Buffer {
	return keyedHash('curp', curp);
}
