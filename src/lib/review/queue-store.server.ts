import { and, sql, type SQL } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { databasePool, db, type Transaction } from '#lib/platform/database.server.ts';
import type { Rereading } from '#lib/cedula/submission.ts';
import { conflictOfInterest, secondReading } from './tables.server.ts';

/** Who asks for cases: they never get their own cédula, one where they declared a conflict of interest, nor one that they read already. */
export type Asker = { accountId: string; profileId: string | null };

/** A place in the queue: after the case with this due date and id. */
export type Place = { dueOn: PlainDate; id: string };

/** A case of the queue as stored. */
export type QueueRow = {
	id: string;
	folio: string;
	state: 'received' | 'in_review';
	/** ISO 8601, UTC */
	submittedAt: string;
	dueOn: PlainDate;
	municipality: string;
	claims: number;
	holderId: string | null;
	holderName: string | null;
	preferredHolderId: string | null;
	rereading: Rereading | null;
};

/** Which cases are listed: due from `place` up to `upTo`, of one municipality or of all, all or only the asker's, all or only with warnings or read again. */
export type QueueSelection = {
	place: Place;
	upTo: PlainDate | null;
	municipality: string | null;
	mine: boolean;
	warned: boolean;
	rereading: boolean;
	limit: number;
};

/** Smaller than every identifier: the place before the first case of a day. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/*
 * States are written as literals and not as parameters: only then does the planner see that the partial indexes
 * serve a statement whose plan is kept.
 */
export const OPEN = sql`${submission.state} in ('received', 'in_review')`;

/** Neither one's own, nor one with a declared conflict, nor one that others read again after the asker; the short lists are read once for each statement. */
export function forEyesOf(asker: Asker): SQL {
	const conflicts = sql`select ${conflictOfInterest.profileId} from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${asker.accountId}`;
	const read = sql`select ${secondReading.submissionId} from ${secondReading} where ${secondReading.endedAt} is null and ${asker.accountId}::uuid = any (${secondReading.readerIds})`;
	const own = sql`${submission.profileId} is distinct from ${asker.profileId}::uuid`;
	return sql`${own} and ${submission.profileId} <> all (array(${conflicts})) and ${submission.id} <> all (array(${read}))`;
}

/** Held by a reviewer, or waiting to come back to the one who returned it. Two parts, each served by an index of its own. */
function isOf(accountId: string): SQL {
	const held = sql`${submission.state} = 'in_review' and ${submission.holderId} = ${accountId}`;
	const comingBack = sql`${submission.state} = 'received' and ${submission.preferredHolderId} = ${accountId}`;
	return sql`((${held}) or (${comingBack}))`;
}

type Variant = { mine: boolean; warned: boolean; rereading: boolean; municipality: boolean; most: number };

/*
 * Written out and run bare: the bench is judged by this statement, and reading 50 rows costs Drizzle twice what it costs
 * the driver. The limit is a literal because with a parameter in its place the database plans anew every time.
 */
function pageText({ mine, warned, rereading, municipality, most }: Variant): string {
	const which = mine
		? "(s.state = 'in_review' and s.holder_id = $1 or s.state = 'received' and s.preferred_holder_id = $1)"
		: "s.state in ('received', 'in_review')";
	return `
		select s.id, s.folio, s.state, to_char(s.submitted_at at time zone 'UTC', '${ISO}'), s.due_on, s.municipality, s.claim_count, s.holder_id,
			case when s.holder_id is not null then (
				select coalesce(a.name, concat_ws(' ', p.given_names, p.first_surname, p.second_surname))
				from account a left join profile p on p.id = a.profile_id
				where a.id = s.holder_id) end,
			s.preferred_holder_id, s.rereading
		from submission s
		where ${which}
			and (s.due_on, s.id) > ($2::date, $3::uuid)
			and s.due_on <= $4::date
			and s.profile_id is distinct from $5::uuid
			and s.profile_id <> all (array(select profile_id from conflict_of_interest where account_id = $1))
			and s.id <> all (array(
				select submission_id from second_reading where ended_at is null and $1 = any (reader_ids)))
			${warned ? 'and s.warnings > 0' : ''}
			${rereading ? 'and s.rereading is not null' : ''}
			${municipality ? 'and s.municipality = $6' : ''}
		order by s.due_on, s.id
		limit ${most}`;
}

/** Rows that a statement reads: one more than a usual page, or than the largest. */
const LIMITS = [51, 101];

/** Instants come as the API shows them: turning fifty into objects and back costs as much as reading them. */
const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** Values come as the database writes them. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

type TextRow = [
	id: string,
	folio: string,
	state: 'received' | 'in_review',
	submittedAt: string,
	dueOn: string,
	municipality: string,
	claims: string,
	holderId: string | null,
	holderName: string | null,
	preferredHolderId: string | null,
	rereading: Rereading | null,
];

/** Cases by due date, at most `limit` of them (101 at most). */
export async function queueRows(asker: Asker, selection: QueueSelection): Promise<QueueRow[]> {
	const { place, upTo, municipality, mine, warned, rereading, limit } = selection;
	const most = LIMITS.find((each) => each >= limit);
	if (!most) throw new RangeError(`the queue is not read ${limit} rows at a time`);
	const variant = { most, mine, warned, rereading, municipality: municipality !== null };
	const values = [asker.accountId, place.dueOn, place.id, upTo ?? 'infinity', asker.profileId];
	const { rows } = await databasePool().query<TextRow>({
		name: `review_queue_${most}${mine ? '_mine' : ''}${warned ? '_warned' : ''}${rereading ? '_rereading' : ''}${municipality ? '_municipality' : ''}`,
		text: pageText(variant),
		values: municipality ? [...values, municipality] : values,
		rowMode: 'array',
		types: AS_TEXT,
	});
	return rows.slice(0, limit).map(rowFrom);
}

function rowFrom([id, folio, state, submittedAt, dueOn, municipality, claims, ...holder]: TextRow): QueueRow {
	const [holderId, holderName, preferredHolderId, rereading] = holder;
	return {
		id,
		folio,
		state,
		submittedAt,
		dueOn,
		municipality,
		claims: Number(claims),
		holderId,
		holderName,
		preferredHolderId,
		rereading,
	};
}

/** How many cases each filter would list. */
export type QueueCounts = {
	all: number;
	mine: number;
	overdue: number;
	today: number;
	/** with something that deserves a second look */
	warned: number;
	/** read a second or a third time */
	rereading: number;
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
			mine: sql<number>`count(*) filter (where ${isOf(asker.accountId)})::int`,
			held: sql<
				string | null
			>`min(${submission.folio}) filter (where ${submission.holderId} = ${asker.accountId})`,
			overdue: sql<number>`count(*) filter (where ${submission.dueOn} < ${today})::int`,
			today: sql<number>`count(*) filter (where ${submission.dueOn} = ${today})::int`,
			warned: sql<number>`count(*) filter (where ${submission.warnings} > 0)::int`,
			rereading: sql<number>`count(${submission.rereading})::int`,
		})
		.from(submission)
		.where(and(OPEN, forEyesOf(asker)))
		.groupBy(submission.municipality)
		.orderBy(sql`count(*) desc`, submission.municipality);
	const total = (key: 'all' | 'mine' | 'overdue' | 'today' | 'warned' | 'rereading') =>
		rows.reduce((sum, row) => sum + row[key], 0);
	return {
		all: total('all'),
		mine: total('mine'),
		overdue: total('overdue'),
		today: total('today'),
		warned: total('warned'),
		rereading: total('rereading'),
		held: rows.find((row) => row.held !== null)?.held ?? null,
		municipalities: rows.map((row) => ({ code: row.municipality, count: row.all })),
	};
}

/**
 * The case that a reviewer gets next, kept for this transaction: the earliest that comes back to them, else the earliest that
 * waits for anybody. Cases that another transaction has in hand are passed over, so that two reviewers never wait for each
 * other nor get the same. Only when nothing else is left is one waited for: it may be kept for a moment by work that leaves it
 * in the queue.
 * @param reservedAfter cases due after this day are kept for the reviewer who returned them, while that one is active
 */
export async function findNext(
	tx: Transaction,
	asker: Asker,
	reservedAfter: PlainDate,
): Promise<string | undefined> {
	const declined = sql`select from ${conflictOfInterest} where ${conflictOfInterest.accountId} = ${submission.preferredHolderId} and ${conflictOfInterest.profileId} = ${submission.profileId}`;
	const active = sql`select from ${account} where ${account.id} = ${submission.preferredHolderId} and ${account.disabledAt} is null and ${account.roles} && array['reviewer', 'admin']`;
	const comesBack = sql`${submission.preferredHolderId} = ${asker.accountId}`;
	const forAnybody = sql`(${submission.preferredHolderId} is null or ${submission.dueOn} <= ${reservedAfter} or not exists (${active}) or exists (${declined}))`;
	for (const skipLocked of [true, false]) {
		for (const condition of [comesBack, forAnybody]) {
			const id = await firstWaiting(tx, asker, condition, skipLocked);
			if (id) return id;
		}
	}
	return undefined;
}

async function firstWaiting(
	tx: Transaction,
	asker: Asker,
	condition: SQL,
	skipLocked: boolean,
): Promise<string | undefined> {
	const [found] = await tx
		.select({ id: submission.id })
		.from(submission)
		.where(and(sql`${submission.state} = 'received'`, forEyesOf(asker), condition))
		.orderBy(submission.dueOn, submission.id)
		.limit(1)
		.for('update', skipLocked ? { skipLocked } : {});
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

/**
 * The case that this reviewer holds since a form was sent, if that form was sent before. Another sending of the same form
 * waits until this transaction ends.
 */
export async function findTakenWith(
	tx: Transaction,
	accountId: string,
	form: string,
): Promise<string | undefined> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${form}, 0))`);
	const held = sql`${submission.state} = 'in_review' and ${submission.holderId} = ${accountId}`;
	const [found] = await tx
		.select({ id: submission.id })
		.from(submission)
		.where(sql`${held} and ${submission.takenWith} = ${form}`);
	return found?.id;
}

/** Open cases whose warnings were not counted yet, by id, from beyond `after` on. */
export function uncountedCases(after: string, limit: number): Promise<{ id: string }[]> {
	return db()
		.select({ id: submission.id })
		.from(submission)
		.where(and(OPEN, sql`${submission.warnings} is null`, sql`${submission.id} > ${after}::uuid`))
		.orderBy(submission.id)
		.limit(limit);
}
