import { and, eq, isNull, sql } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';
import { CODE_DAYS, MOST_WRONG_CODES } from './desk.ts';
import { deskCode } from './tables.server.ts';

const DAY_MS = 86_400_000;

/** What is kept of a code: its keyed hash, of no use for another person. */
export function codeHash(profileId: string, code: string): Buffer {
	return keyedHash('desk-code', `${profileId}:${code}`);
}

/** Makes a code the one of a profile; the former is void. @returns when it expires */
export async function replaceCode(tx: Transaction, profileId: string, code: string): Promise<Date> {
	const createdAt = now();
	const expiresAt = new Date(createdAt.getTime() + CODE_DAYS * DAY_MS);
	await closeCode(tx, profileId);
	await tx.insert(deskCode).values({
		id: newId(),
		profileId,
		codeHash: codeHash(profileId, code),
		failures: 0,
		createdAt,
		expiresAt,
	});
	return expiresAt;
}

/** Ends the code of a profile. */
export async function closeCode(tx: Transaction, profileId: string): Promise<void> {
	await tx
		.update(deskCode)
		.set({ closedAt: now() })
		.where(and(eq(deskCode.profileId, profileId), isNull(deskCode.closedAt)));
}

/** The open code of whoever has this CURP. */
export async function findOpenCode(reader: Reader, curpHash: Buffer) {
	const [found] = await reader
		.select({ code: deskCode })
		.from(deskCode)
		.innerJoin(profile, eq(profile.id, deskCode.profileId))
		.where(and(eq(profile.curpHash, curpHash), isNull(deskCode.closedAt)));
	return found?.code;
}

/** Counts a wrong code; the last one that is let through closes it. */
export async function countWrongCode(reader: Reader, id: string): Promise<void> {
	const failures = sql`${deskCode.failures} + 1`;
	await reader
		.update(deskCode)
		.set({
			failures,
			closedAt: sql`case when ${failures} >= ${MOST_WRONG_CODES} then ${now()}::timestamptz else ${deskCode.closedAt} end`,
		})
		.where(and(eq(deskCode.id, id), isNull(deskCode.closedAt)));
}
