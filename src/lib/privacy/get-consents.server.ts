import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import { currentConsents } from './current-consents.server.ts';
import type { Consents } from './privacy.ts';

/** How one's own voluntary purposes stand. */
export async function getConsents(principal: Principal | null): Promise<Consents> {
	const { profileId } = authorizeOwner(principal, 'privacy.own');
	return currentConsents(db(), profileId);
}
