import { eq, inArray } from 'drizzle-orm';
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

/** Which of these files some revision that was sent holds. */
export async function submittedAmong(reader: Reader, evidenceIds: string[]): Promise<Set<string>> {
	if (evidenceIds.length === 0) return new Set();
	const rows = await reader
		.selectDistinct({ id: revisionEvidence.evidenceId })
		.from(revisionEvidence)
		.where(inArray(revisionEvidence.evidenceId, evidenceIds));
	return new Set(rows.map(({ id }) => id));
}
