import { and, eq, gte, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { addDays, addMonths } from '#lib/institution/plain-date.ts';
import { db, onOneConnection } from '#lib/platform/database.server.ts';
import { certificationOwed, certificationRules } from './certification-notice.server.ts';
import { dutyOfPost, remindedOn, reminderDue, type CertificationDuty } from './certify-by.ts';
import { readCedula } from './read-cedula.server.ts';
import { cedulaSection } from './tables.server.ts';

/** A reminder that is due today; `before` tells the three of one last day apart. */
export type CertificationReminder = { accountId: string; certifyBy: string; before: number };

/** Days by which a shorter month can move the way back from the last day to the taking of the post. */
const SLACK_DAYS = 3;

/**
 * Who is to be reminded today of the certificate that their declared post needs: only people with a confirmed e-mail,
 * and nobody who declares the certificate.
 */
export async function findCertificationReminders(): Promise<CertificationReminder[]> {
	const [day, rules] = [today(), certificationRules()];
	const reminders: CertificationReminder[] = [];
	for (const { accountId, profileId, data } of await takenInTime(day, rules.months)) {
		const duty = dutyOfPost(data, rules);
		const before = duty && reminderDue(duty.certifyBy, day);
		if (before === null || !(await findCertificationOf(profileId))) continue;
		reminders.push({ accountId, certifyBy: duty!.certifyBy, before });
	}
	return reminders;
}

/** The certificate that a person owes today, if any. */
export function findCertificationOf(profileId: string): Promise<CertificationDuty | null> {
	return onOneConnection(async (reader) => certificationOwed(await readCedula(reader, profileId)));
}

/** People whose declared post began when a reminder may be due on a day; served by `cedula_section_post_since`. */
function takenInTime(day: string, months: number) {
	const { first, last } = remindedOn(day);
	const from = addDays(addMonths(first, -months), -SLACK_DAYS).slice(0, 'YYYY-MM'.length);
	const to = addDays(addMonths(last, -months), SLACK_DAYS);
	const since = sql`(${cedulaSection.data} ->> 'since')`;
	return db()
		.select({ accountId: account.id, profileId: cedulaSection.profileId, data: cedulaSection.data })
		.from(cedulaSection)
		.innerJoin(account, eq(account.profileId, cedulaSection.profileId))
		.where(
			and(
				eq(cedulaSection.section, sql`'post'`),
				gte(since, from),
				lte(since, to),
				isNotNull(account.emailConfirmedAt),
				isNull(account.disabledAt),
			),
		);
}
