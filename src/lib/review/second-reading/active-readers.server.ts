import { now } from '#lib/platform/clock.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { activeReaders } from './reading-store.server.ts';

const ACTIVE_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Who reviews now and may read this person's cédula: a reviewer or administrator who is not disabled and who has a case
 * open, or left one in the last 30 days.
 */
export function readersFor(reader: Reader, profileId: string): Promise<string[]> {
	return activeReaders(reader, aMonthAgo(), profileId);
}

/** Everybody who reviews now. */
export function readersNow(reader: Reader): Promise<string[]> {
	return activeReaders(reader, aMonthAgo());
}

function aMonthAgo(): Date {
	return new Date(now().getTime() - ACTIVE_DAYS * DAY);
}
