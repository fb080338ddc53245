import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { announcedLowering, loweringCheck, rating } from '../tables.server.ts';

/** An announcement as stored. */
export type AnnouncedRow = typeof announcedLowering.$inferSelect;
/** A walk through everybody as stored. */
export type CheckRow = typeof loweringCheck.$inferSelect;

/** Writes announcements; a rating that has one keeps it, unless that one ended. @returns those that are new */
export async function insertAnnounced(
	tx: Transaction,
	rows: readonly AnnouncedRow[],
): Promise<{ profileId: string; ratingId: string }[]> {
	if (rows.length === 0) return [];
	return tx
		.insert(announcedLowering)
		.values([...rows])
		.onConflictDoUpdate({
			target: announcedLowering.ratingId,
			set: {
				announcedOn: sql`excluded.announced_on`,
				takesEffectOn: sql`excluded.takes_effect_on`,
				stars: sql`excluded.stars`,
				points: sql`excluded.points`,
				lapses: sql`excluded.lapses`,
				endedOn: null,
			},
			setWhere: isNotNull(announcedLowering.endedOn),
		})
		.returning({ profileId: announcedLowering.profileId, ratingId: announcedLowering.ratingId });
}

/** The announcements about these ratings whose day has come. */
export async function findDue(
	reader: Reader,
	ratingIds: readonly string[],
	day: PlainDate,
): Promise<AnnouncedRow[]> {
	if (ratingIds.length === 0) return [];
	return reader
		.select()
		.from(announcedLowering)
		.where(
			and(
				inArray(announcedLowering.ratingId, [...ratingIds]),
				lte(announcedLowering.takesEffectOn, day),
				isNull(announcedLowering.endedOn),
			),
		);
}

/** Ends announcements that a decision passed over. @param day 'YYYY-MM-DD' of the decision */
export async function endAnnounced(
	tx: Transaction,
	ratingIds: readonly string[],
	day: PlainDate,
): Promise<void> {
	if (ratingIds.length === 0) return;
	await tx
		.update(announcedLowering)
		.set({ endedOn: day })
		.where(inArray(announcedLowering.ratingId, [...ratingIds]));
}

/** The announcement about the rating that a person holds; undefined when there is none or another rating took its place. */
export async function findAnnouncedFor(
	reader: Reader,
	profileId: string,
): Promise<(AnnouncedRow & { before: { stars: number | null; points: number } }) | undefined> {
	const [found] = await reader
		.select({ announced: announcedLowering, stars: rating.stars, points: rating.points })
		.from(announcedLowering)
		.innerJoin(rating, eq(rating.id, announcedLowering.ratingId))
		.where(and(eq(announcedLowering.profileId, profileId), holds(reader)))
		.limit(1);
	return found && { ...found.announced, before: { stars: found.stars, points: found.points } };
}

/** A query of the profiles whose announcement still holds and whose day has come. */
export function dueProfiles(reader: Reader, day: PlainDate): SQL {
	return sql`${reader
		.select({ profileId: announcedLowering.profileId })
		.from(announcedLowering)
		.innerJoin(rating, eq(rating.id, announcedLowering.ratingId))
		.where(and(lte(announcedLowering.takesEffectOn, day), holds(reader)))
		.getSQL()}`;
}

/** How many announcements hold whose day has come by `day`, how many are still to come, and the first day of these. */
export async function countAnnounced(
	reader: Reader,
	day: PlainDate,
): Promise<{ due: number; waiting: number; nextOn: PlainDate | null }> {
	const isDue = lte(announcedLowering.takesEffectOn, day);
	const isWaiting = gt(announcedLowering.takesEffectOn, day);
	const [found] = await reader
		.select({
			due: sql<number>`(count(*) filter (where ${isDue}))::int`,
			waiting: sql<number>`(count(*) filter (where ${isWaiting}))::int`,
			nextOn: sql<PlainDate | null>`min(${announcedLowering.takesEffectOn}) filter (where ${isWaiting})::text`,
		})
		.from(announcedLowering)
		.innerJoin(rating, eq(rating.id, announcedLowering.ratingId))
		.where(holds(reader));
	return found ?? { due: 0, waiting: 0, nextOn: null };
}

/** No newer rating took the place of the one that was announced about, and no decision passed over it. */
function holds(reader: Reader): SQL {
	const newer = alias(rating, 'newer');
	const newest = reader
		.select({ id: newer.id })
		.from(newer)
		.where(eq(newer.profileId, announcedLowering.profileId))
		.orderBy(desc(newer.issuedAt), desc(newer.id))
		.limit(1);
	return sql`${announcedLowering.endedOn} is null and ${rating.id} = (${newest.getSQL()})`;
}

/** The newest walk; undefined before the first. */
export async function findNewestCheck(reader: Reader): Promise<CheckRow | undefined> {
	const [row] = await reader.select().from(loweringCheck).orderBy(desc(loweringCheck.checkedOn)).limit(1);
	return row;
}

/** Begins a walk, unless one began on that day. */
export async function insertCheck(tx: Transaction, checkedOn: PlainDate): Promise<void> {
	await tx
		.insert(loweringCheck)
		.values({ checkedOn, done: 0, announced: 0, lastProfileId: null, finishedAt: null })
		.onConflictDoNothing();
}

/** A walk, for one batch: whoever else works on it waits until the transaction ends. */
export async function lockCheck(tx: Transaction, checkedOn: PlainDate): Promise<CheckRow | undefined> {
	const [row] = await tx
		.select()
		.from(loweringCheck)
		.where(eq(loweringCheck.checkedOn, checkedOn))
		.for('update');
	return row;
}

/** Writes down how far a walk is. */
export async function updateCheck(
	tx: Transaction,
	checkedOn: PlainDate,
	values: Partial<Omit<CheckRow, 'checkedOn'>>,
): Promise<void> {
	await tx.update(loweringCheck).set(values).where(eq(loweringCheck.checkedOn, checkedOn));
}
