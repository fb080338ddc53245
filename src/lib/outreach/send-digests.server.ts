import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { digestAccounts, findDigest } from './find-digest.server.ts';
import { isWorkingMorning } from './morning.ts';
import { queueMail } from './queue-mail.server.ts';

const EVERY_SECONDS = 600;

/**
 * Writes to whoever reviews what waits for an answer, once on the morning of each business day, however often this runs.
 */
export async function sendDigests(): Promise<void> {
	const { calendar, settings } = institution();
	if (!isWorkingMorning(now(), calendar, settings.timeZone)) return;
	const day = today();
	for (const accountId of await digestAccounts()) {
		if (!(await findDigest(accountId, day))) continue;
		await queueMail(db(), {
			template: 'reviewer-digest',
			accountId,
			cause: [accountId, day].join(':'),
			facts: { day },
		});
	}
}

definePeriodic({ name: 'send-digests', everySeconds: EVERY_SECONDS, run: sendDigests });
