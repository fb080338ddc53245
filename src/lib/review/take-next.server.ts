import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission, type SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import { nextBusinessDay } from '#lib/institution/calendar.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { lockCase, refuseBarred } from './held-case.server.ts';
import { queueItems } from './list-queue.server.ts';
import type { QueueItem } from './queue-item.ts';
import { findNext, findTakenWith } from './queue-store.server.ts';
import { rereadingOf } from './second-reading/rereading.ts';
import { findCase } from './store.server.ts';

const takeRequest = z.object({
	form: z.string().refine(isId, 'Vuelva a cargar la página e inténtelo de nuevo.').optional(),
});

/**
 * Takes the next case: the earliest that comes back to this reviewer, else the earliest of the queue. Never one's own,
 * never one with a declared conflict or that this reviewer read already, never the same to two. What the reviewer has open already stays open.
 *
 * A case that was returned is kept for whoever returned it while that person may still review and more than one
 * business day is left; from then on the deadline counts more, and anybody gets it.
 * @param input `form` from pages, which carry one so that pressing twice does not take two
 * @returns null when nothing waits
 */
export async function takeNext(principal: Principal | null, input: unknown = {}): Promise<QueueItem | null> {
	const reviewer = authorize(principal, 'review.queue');
	const { form } = parse(takeRequest, input);
	return inTransaction(async (tx) => {
		const taken = form && (await findTakenWith(tx, reviewer.accountId, form));
		if (taken) return resume(tx, reviewer, taken);
		const reservedAfter = nextBusinessDay(today(), institution().calendar);
		const id = await findNext(tx, reviewer, reservedAfter);
		return id === undefined ? null : take(tx, reviewer, id, form);
	});
}

/**
 * Takes the case of a folio, whoever it is kept for: somebody chose it knowingly. Taking again what one holds is no fault.
 * @throws Refusal not_found · not_allowed (own cédula, declared conflict, read already) · conflict `wrong_state`
 */
export async function takeCase(principal: Principal | null, folio: string): Promise<QueueItem> {
	const reviewer = authorize(principal, 'review.queue');
	return inTransaction(async (tx) => {
		const found = await lockCase(tx, reviewer, folio);
		if (found.state === 'in_review' && found.holderId === reviewer.accountId) {
			return resume(tx, reviewer, found.id);
		}
		refuseBarred((await findCase(tx, reviewer.accountId, folio))!);
		if (found.state !== 'received') {
			throw conflict('wrong_state', 'Esta cédula ya no está en la fila. Regrese a la fila y tome otra.', {
				state: found.state,
			});
		}
		return take(tx, reviewer, found.id);
	});
}

async function take(
	tx: Transaction,
	reviewer: Principal,
	id: string,
	form: string | null = null,
): Promise<QueueItem> {
	const seenAt = now();
	const taken = await moveSubmission(tx, id, 'take', {
		holderId: reviewer.accountId,
		preferredHolderId: null,
		takenAt: seenAt,
		takenWith: form,
		holderSeenAt: seenAt,
	});
	await record(tx, actor(reviewer, 'review.queue'), {
		action: 'review.take',
		profileId: taken.profileId,
		subject: taken.folio,
	});
	return itemOf(taken, reviewer);
}

async function resume(tx: Transaction, reviewer: Principal, id: string): Promise<QueueItem> {
	return itemOf(await moveSubmission(tx, id, 'decide', { holderSeenAt: now() }), reviewer);
}

function itemOf(row: SubmissionRow, reviewer: Principal): QueueItem {
	const inReview = {
		...row,
		state: 'in_review' as const,
		rereading: rereadingOf(row),
		claims: row.claimCount,
		holderName: reviewer.name,
	};
	const submittedAt = inReview.submittedAt.toISOString();
	return queueItems([{ ...inReview, submittedAt }], reviewer, today())[0]!;
}
