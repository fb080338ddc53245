import { recordAll } from '#lib/audit/record.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { moveAppeal, NO_HOLDER } from './move-appeal.server.ts';
import { findAbandonedAppeals } from './store.server.ts';

const BATCH = 100;

/**
 * Gives back to their queue the appeals whose holder gave no sign of life for the institution's limit (`abandonedMinutes`).
 * Several processes may run it at once.
 * @returns how many were released
 */
export async function releaseAbandonedAppeals(): Promise<number> {
	const minutes = institution().settings.deadlines.abandonedMinutes;
	const seenBefore = new Date(now().getTime() - minutes * 60_000);
	return inTransaction(async (tx) => {
		const abandoned = await findAbandonedAppeals(tx, seenBefore, BATCH);
		for (const { id } of abandoned) await moveAppeal(tx, id, 'release', NO_HOLDER);
		await recordAll(
			tx,
			{ accountId: null, role: 'system', channel: 'system' },
			abandoned.map(({ id, profileId, holderId }) => ({
				action: 'appeal.release-abandoned',
				profileId,
				subject: id,
				details: { holderId, minutes },
			})),
		);
		return abandoned.length;
	});
}

definePeriodic({
	name: 'appeal.release-abandoned',
	everySeconds: 60,
	run: async () => void (await releaseAbandonedAppeals()),
});
