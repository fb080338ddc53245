import { eq } from 'drizzle-orm';
import type { Reader } from '#lib/platform/database.server.ts';
import { revisionEvidence } from './tables.server.ts';

/** Whether some revision that was sent holds a file: it can then neither be deleted nor be kept from the reviewer. */
export async function isSubmitted(reader: Reader, evidenceId: string): Promise<boolean> {
	const rows = await reader
		.select({ revisionId: revisionEvidence.revisionId })
		.from(revisionEvidence)
		.where(eq(revisionEvidence.evidenceId, evidenceId))
		.limit(1);
	return rows.length > 0;
}
