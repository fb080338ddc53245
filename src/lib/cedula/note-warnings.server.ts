import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#lib/platform/database.server.ts';
import { submission } from './tables.server.ts';

/** Writes down how many things about a submission deserve a second look, so that a queue can be asked for those that have any. */
export async function noteWarnings(tx: Transaction, submissionId: string, warnings: number): Promise<void> {
	await tx
		.update(submission)
		.set({ warnings })
		.where(and(eq(submission.id, submissionId), sql`${submission.warnings} is distinct from ${warnings}`));
}
