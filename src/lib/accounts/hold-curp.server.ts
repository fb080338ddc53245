import { and, eq, isNull } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { projectOn } from '#lib/platform/events.server.ts';
import { profile } from './tables.server.ts';

/** From now on the CURP belongs to this profile and its claim does not lapse; the first time counts. */
export async function holdCurp(tx: Transaction, profileId: string): Promise<void> {
	await tx
		.update(profile)
		.set({ heldAt: now() })
		.where(and(eq(profile.id, profileId), isNull(profile.heldAt)));
}

projectOn('cedula-submitted', (tx, { profileId }) => holdCurp(tx, profileId));
