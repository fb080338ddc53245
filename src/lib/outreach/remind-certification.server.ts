import { findCertificationReminders } from '#lib/cedula/find-certification-reminders.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { queueMail } from './queue-mail.server.ts';

const EVERY_SECONDS = 3600;

/** Writes to whoever has 90, 30 or no days left to be certified (law.md §10), each time once, however often this runs. */
export async function remindCertification(): Promise<void> {
	for (const { accountId, certifyBy, before } of await findCertificationReminders()) {
		const cause = [accountId, certifyBy, before].join(':');
		await queueMail(db(), { template: 'certify-by', accountId, cause, facts: { certifyBy } });
	}
}

definePeriodic({ name: 'remind-certification', everySeconds: EVERY_SECONDS, run: remindCertification });
