import { submission } from '#lib/cedula/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';

type Row = typeof submission.$inferInsert;

let made = 0;

/** Submissions as the queue sees them, without person, claims or answers: quick to make where very many are needed. */
export async function bulkSubmissions(wishes: Partial<Row>[]): Promise<Row[]> {
	if (wishes.length === 0) return [];
	const rows = wishes.map((wish) => ({
		id: newId(),
		folio: `SHM-2025-${String(++made).padStart(6, '0')}`,
		verificationCode: newReadableCode(),
		profileId: newId(),
		state: 'received',
		submittedAt: now(),
		receivedOn: '2026-11-17',
		dueOn: '2026-11-24',
		municipality: '15106',
		claimCount: 0,
		answers: Buffer.alloc(0),
		...wish,
	}));
	await db().insert(submission).values(rows);
	return rows;
}
