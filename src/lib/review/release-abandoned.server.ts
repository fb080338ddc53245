import { recordAll } from '#lib/audit/record.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { NO_HOLDER } from './hand-over.server.ts';
import { findAbandoned } from './queue-store.server.ts';

const BATCH = 100;

/**
 * Gives back to the queue what nobody is working on: its holder gave no sign of life for the institution's limit
 * (`abandonedMinutes`). The verdicts given so far stay. Several processes may run it at once.
 * @returns how many were released
 */
export async function releaseAbandoned(): Promise<number> {
	const minutes = institution().settings.deadlines.abandonedMinutes;
	const seenBefore = new Date(now().getTime() - minutes * 60_000);
	return inTransaction(async (tx) => {
		const abandoned = await findAbandoned(tx, seenBefore, BATCH);
		for (const { id } of abandoned) await moveSubmission(tx, id, 'release', NO_HOLDER);
		await recordAll(
			tx,
			{ accountId: null, role: 'system', channel: 'system' },
			abandoned.map(({ folio, profileId, holderId }) => ({
				action: 'review.release-abandoned',
				profileId,
				subject: folio,
				details: { holderId, minutes },
			})),
		);
		return abandoned.length;
	});
}

definePeriodic({
	name: 'review.release-abandoned',
	everySeconds: 60,
	run: async () => void (await releaseAbandoned()),
});
