import { and, eq } from 'drizzle-orm';
import { submission } from '#lib/cedula/tables.server.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { projectOn } from '#lib/platform/events.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { insertConflict } from './store.server.ts';

/**
 * Whoever helped a person at the desk never gets that person's cases, as if a conflict of interest had been declared
 * (decision 16).
 * @throws Refusal conflict `holds_case` when they are reviewing the person at this moment
 */
export async function standAside(tx: Transaction, accountId: string, profileId: string): Promise<void> {
	const held = await tx
		.select({ id: submission.id })
		.from(submission)
		.where(
			and(
				eq(submission.profileId, profileId),
				eq(submission.state, 'in_review'),
				eq(submission.holderId, accountId),
			),
		);
	if (held.length > 0) {
		throw conflict(
			'holds_case',
			'Usted está revisando la cédula de esta persona. Devuélvala a la fila, para que la revise alguien más, y después ayúdele.',
		);
	}
	await insertConflict(tx, accountId, profileId);
}

projectOn('desk-assisted', (tx, { profileId, accountId }) => standAside(tx, accountId, profileId));
