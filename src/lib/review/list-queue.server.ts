import { z } from 'zod';
import { authorize, type Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addDays, isPlainDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { isId } from '#lib/platform/ids.ts';
import { pageSize } from '#lib/platform/page-size.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { dueFrom } from './due.ts';
import type { QueueItem } from './queue-item.ts';
import {
	countRows,
	FIRST_ID,
	queueRows,
	type Place,
	type QueueCounts,
	type QueueRow,
} from './queue-store.server.ts';

/** Parts of the queue by deadline: every open case is in exactly one of them. */
export const DUE_FILTERS = ['overdue', 'today', 'later'] as const;

/** Query of the queue (contract.md, "HTTP API"): page size, opaque cursor, and filters that may be combined. */
export const ListQueue = z.object({
	'page[size]': pageSize(50),
	cursor: z.string().optional(),
	/** only what is overdue, due today or due later */
	due: z.enum(DUE_FILTERS, { error: 'Use overdue, today o later.' }).optional(),
	/** only what the caller has in review, or returned and is coming back */
	mine: z.enum(['true', 'false'], { error: 'Use true o false.' }).optional(),
	/** only what has something that deserves a second look */
	warned: z.enum(['true', 'false'], { error: 'Use true o false.' }).optional(),
	/** only what is read a second or a third time */
	rereading: z.enum(['true', 'false'], { error: 'Use true o false.' }).optional(),
	/** INEGI code */
	municipality: z
		.string()
		.regex(/^\d{5}$/, 'Use la clave de cinco dígitos del municipio.')
		.optional(),
});

/** A page of the queue; `cursor` asks for the next one and is null on the last. */
export type QueuePage = { items: QueueItem[]; cursor: string | null };

/**
 * Open cases by due date, the earliest first; never one's own cédula nor one with a declared conflict of interest.
 * It shows nothing personal, so it leaves no entry in the audit.
 * @throws Refusal invalid, also for a cursor that is not ours
 */
export async function listQueue(principal: Principal | null, input: unknown): Promise<QueuePage> {
	const reviewer = authorize(principal, 'review.queue');
	const query = parse(ListQueue, input);
	const size = query['page[size]'];
	const day = today();
	const span = daysOf(query.due, day);
	const place = query.cursor === undefined ? startOf(span.from) : placeFrom(query.cursor, span.from);
	const rows = await queueRows(reviewer, {
		place,
		upTo: span.upTo,
		municipality: query.municipality ?? null,
		mine: query.mine === 'true',
		warned: query.warned === 'true',
		rereading: query.rereading === 'true',
		limit: size + 1,
	});
	const last = rows.length > size ? rows[size - 1] : undefined;
	const items = queueItems(rows.slice(0, size), reviewer, day);
	return { items, cursor: last ? cursorAfter(last) : null };
}

/** How many cases each filter would list. */
export async function countQueue(principal: Principal | null): Promise<QueueCounts> {
	return countRows(authorize(principal, 'review.queue'), today());
}

/** Rows as the contract shows them. Cases due on the same day are many: each day is counted once. */
export function queueItems(rows: QueueRow[], reader: Principal, day: PlainDate): QueueItem[] {
	const { calendar } = institution();
	const left = new Map<PlainDate, number>();
	return rows.map((row) => {
		const businessDaysLeft = left.get(row.dueOn) ?? dueFrom(day, row.dueOn, calendar).businessDaysLeft;
		left.set(row.dueOn, businessDaysLeft);
		return {
			folio: row.folio,
			submittedAt: row.submittedAt,
			dueOn: row.dueOn,
			businessDaysLeft,
			municipality: row.municipality,
			claims: row.claims,
			assignedTo: row.holderName,
			mine: row.holderId === reader.accountId,
			state: row.state,
			cameBack: row.preferredHolderId !== null,
			rereading: row.rereading,
		};
	});
}

function daysOf(
	due: (typeof DUE_FILTERS)[number] | undefined,
	day: PlainDate,
): { from: PlainDate; upTo: PlainDate | null } {
	if (due === 'overdue') return { from: '-infinity', upTo: addDays(day, -1) };
	if (due === 'today') return { from: day, upTo: day };
	if (due === 'later') return { from: addDays(day, 1), upTo: null };
	return { from: '-infinity', upTo: null };
}

function startOf(day: PlainDate): Place {
	return { dueOn: day, id: FIRST_ID };
}

function cursorAfter({ dueOn, id }: Place): string {
	return Buffer.from(`${dueOn} ${id}`).toString('base64url');
}

/** The place that a cursor names, but never before the first day asked for. */
function placeFrom(cursor: string, from: PlainDate): Place {
	const [dueOn = '', id] = Buffer.from(cursor, 'base64url').toString().split(' ');
	if (!isPlainDate(dueOn) || !isId(id)) {
		throw invalidField('cursor', 'invalid', 'El cursor no es válido. Empiece desde la primera página.');
	}
	return from !== '-infinity' && dueOn < from ? startOf(from) : { dueOn, id };
}
