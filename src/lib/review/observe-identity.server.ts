import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { lockHeldCase } from './held-case.server.ts';
import { note } from './note.ts';
import { IDENTITY_REASON } from './review.ts';

/** Whether the identity is observed, and what the reviewer found; the note is what the person reads. */
export const ObserveIdentity = z.object({ observed: z.boolean(), note });

/**
 * Sets or takes back the remark on the identity: while it stands no dictamen can be issued (rules.md, "Identity").
 * @throws Refusal not_found · invalid (no note) · conflict `not_holder`, `wrong_state`
 */
export async function observeIdentity(
	principal: Principal | null,
	folio: string,
	input: unknown,
): Promise<void> {
	const reviewer = authorize(principal, 'review.decide');
	const body = parse(ObserveIdentity, input);
	if (body.observed && !body.note) {
		throw invalidField('note', 'required', 'Escriba qué no coincide, para que la persona sepa qué hacer.');
	}
	const identityRemark = body.observed ? (body.note ?? null) : null;
	await inTransaction(async (tx) => {
		const held = await lockHeldCase(tx, reviewer, folio);
		if (held.identityRemark === identityRemark) return;
		await moveSubmission(tx, held.id, 'decide', { identityRemark, holderSeenAt: now() });
		await record(tx, actor(reviewer, 'review.decide'), {
			action: body.observed ? 'review.observe-identity' : 'review.clear-identity',
			profileId: held.profileId,
			subject: folio,
			details: { reason: IDENTITY_REASON },
		});
	});
}
