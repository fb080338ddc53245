import { and, eq, sql, type SQL } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import {
	db,
	preparedStatement,
	type Database,
	type Reader,
	type Transaction,
} from '#lib/platform/database.server.ts';
import { holderName } from './store.server.ts';
import { conflictOfInterest } from './tables.server.ts';

/** Who asks for cases: they never get their own cédula nor those where they declared a conflict of interest. */
export type Asker = { accountId: string; profileId: string | null };

/** A place in the queue: after the case with this due date and id. */
export type Place = { dueOn: PlainDate; id: string };

/** A case of the queue as stored. */
export type QueueRow = Awaited<ReturnType<ReturnType<typeof pageOf>['execute']>>[number];

/** Which cases are listed: due from `place` up to `upTo`, of one municipality or of all, all or only the asker's. */
export type QueueSelection = {
	place: Place;
	upTo: PlainDate | null;
	municipality: string | null;
	mine: boolean;
	limit: number;
};

/** Smaller than every identifier: the place before the first case of a day. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const ME = sql.placeholder('me');

/*
 * States are written as literals and not as parameters: only then does the planner see that the partial index
 * `submission_queue` serves the statement when its plan is kept.
 */
const OPEN = sql`${submission.state} in ('received', 'in_review')`;

/** Neither one's own nor one with a declared conflict; the short list of conflicts is read once for each statement. */
function forEyesOf(me: SQL | typeof ME, ownProfile: SQL | ReturnType<typeof sql.placeholder>): SQL {
	const conflicts = sql`select ${conflictOfInterest.profileId} from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${me}`;
	return sql`${submission.profileId} is distinct from ${ownProfile}::uuid and ${submission.profileId} <> all (array(${conflicts}))`;
}

/** Held by a reviewer, or on its way back to the one who returned it. */
function isOf(me: SQL | typeof ME): SQL {
	return sql`(${submission.holderId} = ${me} or ${submission.preferredHolderId} = ${me})`;
}

const QUEUE_COLUMNS = {
	id: submission.id,
	folio: submission.folio,
	state: sql<'received' | 'in_review'>`${submission.state}`,
	submittedAt: submission.submittedAt,
	dueOn: submission.dueOn,
	municipality: submission.municipality,
	claims: submission.claimCount,
	holderId: submission.holderId,
	holderName: holderName().as('holder_name'),
	preferredHolderId: submission.preferredHolderId,
};

function pageOf(database: Database, { mine, municipality }: { mine: boolean; municipality: boolean }) {
	return database
		.select(QUEUE_COLUMNS)
		.from(submission)
		.leftJoin(account, eq(account.id, submission.holderId))
		.where(
			and(
				OPEN,
				sql`(${submission.dueOn}, ${submission.id}) > (${sql.placeholder('dueOn')}::date, ${sql.placeholder('id')}::uuid)`,
				sql`${submission.dueOn} <= ${sql.placeholder('upTo')}::date`,
				forEyesOf(ME, sql.placeholder('ownProfile')),
				mine ? isOf(ME) : undefined,
				municipality ? sql`${submission.municipality} = ${sql.placeholder('municipality')}` : undefined,
			),
		)
		.orderBy(submission.dueOn, submission.id)
		.limit(sql.placeholder('limit'))
		.prepare(`review_queue${mine ? '_mine' : ''}${municipality ? '_municipality' : ''}`);
}

const PAGES = [false, true].map((mine) =>
	[false, true].map((municipality) =>
		preparedStatement((database) => pageOf(database, { mine, municipality })),
	),
);

/** Cases by due date. */
export function queueRows(asker: Asker, selection: QueueSelection): Promise<QueueRow[]> {
	const { place, upTo, municipality, mine, limit } = selection;
	const statement = PAGES[Number(mine)]?.[Number(municipality !== null)];
	if (!statement) throw new Error('no such statement');
	return statement().execute({
		me: asker.accountId,
		ownProfile: asker.profileId,
		...place,
		upTo: upTo ?? 'infinity',
		municipality,
		limit,
	});
}

/** How many cases each filter would list. */
export type QueueCounts = {
	all: number;
	mine: number;
	overdue: number;
	today: number;
	/** folio of the case that the asker has open */
	held: string | null;
	/** by INEGI code, the fullest first */
	municipalities: { code: string; count: number }[];
};

/** Counts of every filter in one reading of the queue. */
export async function countRows(asker: Asker, today: PlainDate): Promise<QueueCounts> {
	const rows = await db()
		.select({
			municipality: submission.municipality,
			all: sql<number>`count(*)::int`,
			mine: sql<number>`count(*) filter (where ${isOf(sql`${asker.accountId}`)})::int`,
			held: sql<
				string | null
			>`min(${submission.folio}) filter (where ${submission.holderId} = ${asker.accountId})`,
			overdue: sql<number>`count(*) filter (where ${submission.dueOn} < ${today})::int`,
			today: sql<number>`count(*) filter (where ${submission.dueOn} = ${today})::int`,
		})
		.from(submission)
		.where(and(OPEN, forEyesOf(sql`${asker.accountId}`, sql`${asker.profileId}`)))
		.groupBy(submission.municipality)
		.orderBy(sql`count(*) desc`, submission.municipality);
	const total = (key: 'all' | 'mine' | 'overdue' | 'today') => rows.reduce((sum, row) => sum + row[key], 0);
	return {
		all: total('all'),
		mine: total('mine'),
		overdue: total('overdue'),
		today: total('today'),
		held: rows.find((row) => row.held !== null)?.held ?? null,
		municipalities: rows.map((row) => ({ code: row.municipality, count: row.all })),
	};
}

/** The case as the queue shows it, by its id. */
export async function getQueueRow(reader: Reader, id: string): Promise<QueueRow> {
	const [row] = await reader
		.select(QUEUE_COLUMNS)
		.from(submission)
		.leftJoin(account, eq(account.id, submission.holderId))
		.where(eq(submission.id, id));
	if (!row) throw new Error(`no submission ${id}`);
	return row;
}

/**
 * Lets one reviewer take only one case at a time: whoever asks twice at once (two tabs, two clicks) waits here and
 * then finds the case of the first request.
 */
export async function lockHolder(tx: Transaction, accountId: string): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`review.holder:${accountId}`}, 0))`);
}

/** The case that a reviewer has in review, if there is one. */
export async function findHeld(
	tx: Transaction,
	accountId: string,
): Promise<{ id: string; folio: string } | undefined> {
	const [held] = await tx
		.select({ id: submission.id, folio: submission.folio })
		.from(submission)
		.where(and(sql`${submission.state} = 'in_review'`, eq(submission.holderId, accountId)))
		.orderBy(submission.dueOn, submission.id)
		.limit(1);
	return held;
}

/** The earliest waiting case that comes back to this reviewer, kept for this transaction. */
export function findPreferred(tx: Transaction, asker: Asker): Promise<string | undefined> {
	return firstWaiting(tx, asker, sql`${submission.preferredHolderId} = ${asker.accountId}`);
}

/**
 * The earliest waiting case for anybody, kept for this transaction.
 * @param reservedAfter cases due after this day are kept for the reviewer who returned them, while that one is active
 */
export function findNext(
	tx: Transaction,
	asker: Asker,
	reservedAfter: PlainDate,
): Promise<string | undefined> {
	const declined = sql`select from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${submission.preferredHolderId} and ${conflictOfInterest.profileId} = ${submission.profileId}`;
	const active = sql`select from ${account} where ${account.id} = ${submission.preferredHolderId} and ${account.disabledAt} is null and ${account.roles} && array['reviewer', 'admin']`;
	return firstWaiting(
		tx,
		asker,
		sql`(${submission.preferredHolderId} is null or ${submission.dueOn} <= ${reservedAfter} or not exists (${active}) or exists (${declined}))`,
	);
}

/** Cases that another transaction has in hand are passed over, so that two reviewers never wait for each other nor get the same. */
async function firstWaiting(tx: Transaction, asker: Asker, condition: SQL): Promise<string | undefined> {
	const [found] = await tx
		.select({ id: submission.id })
		.from(submission)
		.where(
			and(
				sql`${submission.state} = 'received'`,
				forEyesOf(sql`${asker.accountId}`, sql`${asker.profileId}`),
				condition,
			),
		)
		.orderBy(submission.dueOn, submission.id)
		.limit(1)
		.for('update', { skipLocked: true });
	return found?.id;
}

/** Cases in review whose holder gave no sign of life since an instant, kept for this transaction. */
export async function findAbandoned(tx: Transaction, seenBefore: Date, limit: number) {
	return tx
		.select({
			id: submission.id,
			folio: submission.folio,
			profileId: submission.profileId,
			holderId: submission.holderId,
		})
		.from(submission)
		.where(
			and(
				sql`${submission.state} = 'in_review'`,
				sql`${submission.holderSeenAt} < ${seenBefore.toISOString()}`,
			),
		)
		.orderBy(submission.holderSeenAt)
		.limit(limit)
		.for('update', { skipLocked: true });
}
