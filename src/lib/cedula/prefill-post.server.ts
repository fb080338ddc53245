import { desc, eq } from 'drizzle-orm';
import { invitation } from '#lib/accounts/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { projectOn } from '#lib/platform/events.server.ts';
import { cedulaSection } from './tables.server.ts';

/** Writes the municipality of the list into the post of whoever takes over an imported profile, for them to go on from there. */
export async function prefillPost(tx: Transaction, profileId: string): Promise<void> {
	const [listed] = await tx
		.select({ municipality: invitation.municipality })
		.from(invitation)
		.where(eq(invitation.profileId, profileId))
		.orderBy(desc(invitation.createdAt))
		.limit(1);
	if (!listed?.municipality) return;
	const data = { municipality: listed.municipality };
	await tx
		.insert(cedulaSection)
		.values({ profileId, section: 'post', version: 1, data, sealed: null, savedAt: now() })
		.onConflictDoNothing();
}

projectOn('profile-taken', (tx, { profileId }) => prefillPost(tx, profileId));
