import { setTimeout as pause } from 'node:timers/promises';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { addressKey, countAttempt, mayAgain } from './attempts.server.ts';
import { findEntrant, credentials } from './sign-in.server.ts';
import { unknownActor, type Visitor } from './visitor.ts';

/** CURP or e-mail of the account to be recovered. */
export const recoveryRequest = credentials.pick({ identifier: true });

/** Every answer takes this long, so that the time does not tell whether there was something to write. */
const ANSWER_MS = 200;

/**
 * Asks for a link to choose a new password. The answer is the same whether the account exists or not;
 * only a confirmed e-mail gets the link, at most three an hour.
 * @throws Refusal invalid, or too_many for the address
 */
export async function askRecovery(visitor: Visitor, input: unknown): Promise<void> {
	const { identifier } = parse(recoveryRequest, input);
	await countAttempt('recovery-address', addressKey(visitor.address));
	await Promise.all([sendLink(identifier, visitor), pause(ANSWER_MS)]);
}

async function sendLink(identifier: string, visitor: Visitor): Promise<void> {
	const entrant = await findEntrant(identifier);
	if (!entrant?.emailConfirmedAt || !entrant.passwordHash) return;
	if (!(await mayAgain('recovery-account', entrant.id))) return;
	await inTransaction(async (tx) => {
		await record(tx, unknownActor(visitor), {
			action: 'account.ask-recovery',
			subject: entrant.id,
			...(entrant.profileId && { profileId: entrant.profileId }),
		});
		await emit(tx, 'password-recovery-asked', { accountId: entrant.id, requestId: newId() });
	});
}
