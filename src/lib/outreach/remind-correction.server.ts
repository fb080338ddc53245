import { findCorrectionReminders } from '#lib/cedula/find-correction-reminders.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { hasWorkingDayBegun } from './morning.ts';
import { queueMail } from './queue-mail.server.ts';
import { findAccountOf } from './recipient.server.ts';

const EVERY_SECONDS = 1800;

/**
 * Reminds whoever has observations to answer: half way and two business days before the end, each once for each return and
 * last day, however often this runs.
 */
export async function remindCorrection(): Promise<void> {
	const { calendar, settings } = institution();
	if (!hasWorkingDayBegun(now(), calendar, settings.timeZone)) return;
	for (const { profileId, submissionId, reminder, pausedOn, correctBy } of await findCorrectionReminders()) {
		const accountId = await findAccountOf(db(), profileId);
		if (!accountId) continue;
		const cause = [submissionId, pausedOn, reminder, reminder === 'ending' ? correctBy : ''].join(':');
		const facts = { submissionId, correctBy };
		await queueMail(db(), { template: 'needs-you-reminder', accountId, cause, facts });
	}
}

definePeriodic({ name: 'remind-correction', everySeconds: EVERY_SECONDS, run: remindCorrection });
