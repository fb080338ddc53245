import { authorize, type Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { countAnnounced, findNewestCheck } from './store.server.ts';

/** How many people were told that their rating would be lowered, as administrators see it before they decide. */
export type Lowerings = {
	/** their day has come: a decision would reach them */
	due: number;
	/** their day is still to come, and the first of these days */
	waiting: number;
	nextOn: PlainDate | null;
	/** when everybody was last walked through; null before the first time */
	checkedOn: PlainDate | null;
};

/** The announcements that still hold. */
export async function readLowerings(principal: Principal | null): Promise<Lowerings> {
	authorize(principal, 'rating.rerate');
	const [counts, check] = await Promise.all([countAnnounced(db(), today()), findNewestCheck(db())]);
	return { ...counts, checkedOn: check?.checkedOn ?? null };
}
