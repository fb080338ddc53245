import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { removeFiles } from './store.server.ts';

const DAY_MS = 86_400_000;
/** A list that nobody confirmed. */
const UNCONFIRMED_DAYS = 7;
/** A list whose result may still be wanted. */
const DONE_DAYS = 30;

/** Takes away the files of lists whose time is over: the data live in the profiles from then on. */
export async function removeOldLists(): Promise<void> {
	const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS);
	await removeFiles(db(), daysAgo(UNCONFIRMED_DAYS), 'waiting');
	await removeFiles(db(), daysAgo(DONE_DAYS), 'done');
}

definePeriodic({ name: 'remove-old-lists', everySeconds: 3600, run: removeOldLists });
