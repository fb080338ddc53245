import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { cleanText } from '#lib/platform/text.ts';
import { unknownFields } from './answers.ts';
import { getSubmission, type SubmissionView } from './get-submission.server.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { openRemarks, writeReply } from './remark-store.server.ts';
import { remarkKey, REPLY_LENGTH } from './remarks.ts';

const reply = z
	.string('Escriba su respuesta como texto.')
	.transform(cleanText)
	.pipe(z.string().max(REPLY_LENGTH, `Su respuesta puede tener como máximo ${REPLY_LENGTH} caracteres.`));

/** What the person writes to the reviewer, by the claim that was observed or `identity`; an empty text takes it back. */
export const replies = z.record(z.string(), reply, 'Envíe sus respuestas por renglón observado.');
export type Replies = z.output<typeof replies>;

/** Body with which replies are kept before they are sent (`PATCH /me/submission`). */
export const repliesPatch = z.strictObject({ replies }, { error: unknownFields });

/**
 * Keeps what the person writes about each remark, encrypted with their key. Nobody else reads it before the answer is sent.
 * @throws Refusal invalid (too long, or about something that is not observed) · conflict `wrong_state` when nothing is asked
 */
export async function saveReplies(principal: Principal | null, input: unknown): Promise<SubmissionView> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const given = parse(repliesPatch, input);
	await inTransaction(async (tx) => {
		const open = await lockCedula(tx, owner.profileId);
		if (open?.state !== 'needs_you') throw conflict('wrong_state', NOTHING_ASKED);
		const written = await writeReplies(tx, { ...owner, submissionId: open.id }, given.replies);
		await record(tx, actor(owner, 'cedula.own'), {
			action: 'cedula.save-replies',
			profileId: owner.profileId,
			subject: open.id,
			details: { replies: written },
		});
	});
	return getSubmission(principal);
}

const NOTHING_ASKED = 'Por ahora no hay observaciones que responder. Vuelva a «Mi inicio» para ver cómo va.';

/** Writes replies in the transaction of the caller, who has the cédula locked. @returns how many */
export async function writeReplies(
	tx: Transaction,
	{ profileId, submissionId }: { profileId: string; submissionId: string },
	given: Replies,
): Promise<number> {
	const entries = Object.entries(given);
	if (entries.length === 0) return 0;
	const open = new Map((await openRemarks(tx, submissionId)).map((row) => [remarkKey(row), row.id]));
	const key = await getPersonKey(profileId, tx);
	for (const [about, text] of entries) {
		const id = open.get(about);
		if (!id) throw invalidField(`replies.${about}`, 'not_observed', NOT_OBSERVED);
		await writeReply(tx, id, text ? key.seal(text) : null);
	}
	return entries.length;
}

const NOT_OBSERVED = 'Ese renglón no tiene observaciones. Vuelva a cargar la página y revise la lista.';
