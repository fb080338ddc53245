import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission, type SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { line } from '#lib/platform/text.ts';
import { lockCase } from '../held-case.server.ts';
import { claimsOfCase } from '../store.server.ts';
import { readersFor } from './active-readers.server.ts';
import { findReading, updateReading, verdictsOfReadings, type ReadingRow } from './reading-store.server.ts';

const REASON_LENGTH = 300;

/** Why a case goes on without another reading; kept in the audit. */
export const EndReading = z.object({
	reason: line(REASON_LENGTH, 'Escriba por qué sigue sin otra lectura.'),
});

/**
 * Lets a case go on without the reading that it waits for, when nobody else may read it or its last day has come. What the
 * first reader decided holds again, and that person gets it back first; where the two differ, the claims in dispute stay
 * undecided for anybody. Somebody still has to issue it with their name.
 * @throws Refusal not_found · not_allowed (own cédula) · invalid (reason) · conflict `wrong_state`, `others_may_read`
 */
export async function endReading(principal: Principal | null, folio: string, input: unknown): Promise<void> {
	const admin = authorize(principal, 'review.end-reading');
	const { reason } = parse(EndReading, input);
	await inTransaction(async (tx) => {
		const found = await lockCase(tx, admin, folio);
		const reading = await findReading(tx, found.id);
		if (!reading || found.rereading === null || found.state !== 'received') {
			throw conflict('wrong_state', 'Esta cédula no está esperando otra lectura. Vuelva a cargar la página.');
		}
		await refuseWhileOthersMay(tx, found, reading);
		const waitedFor = found.rereading;
		const preferredHolderId = waitedFor === 'second' ? reading.firstReaderId : null;
		await moveSubmission(tx, found.id, 'endReading', { rereading: null, preferredHolderId });
		if (waitedFor === 'second') await restoreFirst(tx, found.id);
		await updateReading(tx, found.id, { outcome: 'released', endedAt: now() });
		await record(tx, actor(admin, 'review.end-reading'), {
			action: 'review.end-reading',
			profileId: found.profileId,
			subject: folio,
			details: { waitedFor, reason },
		});
	});
}

async function refuseWhileOthersMay(
	tx: Transaction,
	found: SubmissionRow,
	reading: ReadingRow,
): Promise<void> {
	if (found.dueOn <= today()) return;
	const others = (await readersFor(tx, found.profileId)).filter((id) => !reading.readerIds.includes(id));
	if (others.length === 0) return;
	throw conflict(
		'others_may_read',
		'Todavía hay quien puede leerla y su plazo no termina hoy. Espere, o pida a alguien que la tome.',
	);
}

/** Claims that were corrected since stay as they are. */
async function restoreFirst(tx: Transaction, submissionId: string): Promise<void> {
	const first = new Map(
		(await verdictsOfReadings(tx, submissionId))
			.filter(({ reading }) => reading === 1)
			.map((each) => [each.revisionId, each]),
	);
	for (const { id, state, revisionId } of await claimsOfCase(tx, submissionId)) {
		const given = first.get(revisionId);
		if (!given || state === 'withdrawn') continue;
		const { verdict, reason, note } = given;
		await decideClaim(tx, submissionId, id, { state: verdict, reason, note });
	}
}
