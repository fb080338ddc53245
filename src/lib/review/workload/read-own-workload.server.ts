import { authorize, type Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { doneByDay, ownAttention, waitingForPerson } from './own-workload-store.server.ts';
import { ownDays, type OwnDay } from './own-workload.ts';
import type { Since } from './workload-store.server.ts';
import { lastBusinessDays } from './workload.ts';

/** Business days that are looked back at. */
const BACK_DAYS = 30;

/** What somebody who reviews did of late and has before them: their own figures and nobody else's. */
export type OwnWorkload = {
	days: OwnDay[];
	/** cases decided in that time, and minutes that half of them were open, or less; null without any */
	decided: { cases: number; medianMinutes: number | null };
	/** returned by them and not answered yet */
	waiting: number;
};

/** The first of the days that {@link readOwnWorkload} looks back at. */
export function ownWorkloadSince(): Since {
	const { settings, calendar } = institution();
	const [day] = lastBusinessDays(today(), BACK_DAYS, calendar);
	return { day: day!, timeZone: settings.timeZone };
}

/** How the work of whoever asks goes, for them alone. It tells nothing about a person and leaves no entry in the audit. */
export async function readOwnWorkload(principal: Principal | null): Promise<OwnWorkload> {
	const { accountId } = authorize(principal, 'review.own-workload');
	const since = ownWorkloadSince();
	const [done, decided, waiting] = await Promise.all([
		doneByDay(accountId, since),
		ownAttention(accountId, since),
		waitingForPerson(accountId),
	]);
	const days = lastBusinessDays(today(), BACK_DAYS, institution().calendar);
	return { days: ownDays(days, done), decided, waiting };
}
