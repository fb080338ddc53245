import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { issueLink } from '#lib/accounts/account-links.server.ts';
import { addressKey, countFailure, refuseBeyondLimit } from '#lib/accounts/attempts.server.ts';
import { curpField, curpHash } from '#lib/accounts/curp.server.ts';
import { unknownActor, type Visitor } from '#lib/accounts/visitor.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { readTypedCode } from '#lib/platform/readable-code.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { codeHash, countWrongCode, findOpenCode } from './store.server.ts';

/** The CURP and the code of the sheet, as typed. */
export const typedCode = z.object({
	curp: curpField,
	code: z.string('Escriba el código de su hoja.').transform((typed, context) => {
		const code = readTypedCode(typed);
		if (code) return code;
		context.addIssue({
			code: 'custom',
			message:
				'El código tiene 12 letras y números, en tres grupos de cuatro. Escríbalo como está en su hoja.',
		});
		return z.NEVER;
	}),
});

/**
 * Takes the code of a desk and answers with the address that takes over the profile, which serves for an hour. The code
 * itself stays good until the profile is taken over. Anything wrong gets the same words.
 * @throws Refusal invalid, conflict `wrong_code`, or too_many
 */
export async function useDeskCode(visitor: Visitor, input: unknown): Promise<string> {
	const { curp, code } = parse(typedCode, input);
	const address = addressKey(visitor.address);
	await refuseBeyondLimit('desk-code-address', address);
	const kept = await findOpenCode(db(), curpHash(curp));
	const right = kept && timingSafeEqual(kept.codeHash, codeHash(kept.profileId, code));
	if (!kept || !right || kept.expiresAt <= now()) {
		await countFailure('desk-code-address', address);
		if (kept && !right) await countWrongCode(db(), kept.id);
		if (kept) {
			const { profileId } = kept;
			await record(db(), unknownActor(visitor), { action: 'desk.wrong-code', profileId });
		}
		throw wrongCode();
	}
	const { path } = await issueLink(db(), 'desk-takeover', null, { profileId: kept.profileId });
	return path;
}

function wrongCode() {
	return conflict(
		'wrong_code',
		'La CURP y el código no corresponden, o el código ya no sirve. Revíselos como están en su hoja; después de diez intentos equivocados hay que pedir otra hoja en el módulo.',
	);
}
