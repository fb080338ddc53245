import { now } from '#lib/platform/clock.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { newToken, tokenHash } from '#lib/platform/secrets.server.ts';
import type { Role } from '#lib/access/access.ts';
import { sessionLimits } from './session.ts';
import { session } from './tables.server.ts';

/** A session that was just opened: only now is its token known. */
export type NewSession = { token: string; expiresAt: Date; roles: Role[] };

/** Opens a session for an account, in the transaction of whatever proved who it is. Only the hash of the token is stored. */
export async function openSession(
	tx: Reader,
	owner: { id: string; roles: string[] },
	client: string,
): Promise<NewSession> {
	const roles = owner.roles as Role[];
	const token = newToken();
	const createdAt = now();
	const expiresAt = new Date(createdAt.getTime() + sessionLimits(roles).absoluteMs);
	await tx.insert(session).values({
		id: newId(),
		tokenHash: tokenHash(token),
		accountId: owner.id,
		createdAt,
		lastSeenAt: createdAt,
		expiresAt,
		client,
	});
	return { token, expiresAt, roles };
}
