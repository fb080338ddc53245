import { eq } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';
import { session } from './tables.server.ts';

/** Lets a session act for a person who is at the desk, until an instant; or for whoever opened it again. */
export async function setAssistance(
	tx: Transaction,
	sessionId: string,
	helped: { profileId: string; until: Date } | null,
): Promise<void> {
	await tx
		.update(session)
		.set({ assistsProfileId: helped?.profileId ?? null, assistsUntil: helped?.until ?? null })
		.where(eq(session.id, sessionId));
}
