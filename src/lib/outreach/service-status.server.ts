import { and, arrayOverlaps, between, count, inArray, isNotNull, isNull } from 'drizzle-orm';
import { authorize, type Principal } from '#lib/access/access.ts';
import { countAppealsWithoutAnyone } from '#lib/appeal/read-appeal.server.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { signaturesDate } from '#lib/evidence/scan-malware.server.ts';
import { OPEN_STATES } from '#lib/cedula/submission.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { calendarGaps, type CalendarGap } from '#lib/institution/calendar-gaps.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { masterKeyBesideData } from '#lib/platform/master-key-place.server.ts';
import { mailMessage } from './tables.server.ts';

/** What an administrator has to know of the installation. */
export type ServiceStatus = {
	mail: { server: boolean; demo: boolean; waiting: number; failed: number };
	/** what searches received files for malware */
	scanner: ScannerStatus;
	/** a thief of the disk would have both the data and what opens them */
	masterKeyBesideData: boolean;
	/** years, of those that deadlines already reach, without an official calendar, and how many open cases are due in them */
	calendar: (CalendarGap & { cases: number })[];
	/** how many people can decide; an appeal needs a second one */
	deciders: number;
	/** open appeals that nobody may answer */
	appealsWithoutAnyone: number;
	/** what the folder of the institution still has to say in earnest */
	institutionWarnings: readonly string[];
};

/** Whether there is a scanner, whether it answers, and how many days old its official signatures are; null: it has none. */
export type ScannerStatus =
	{ state: 'none' } | { state: 'away' } | { state: 'answers'; signaturesDays: number | null };

const DAY_MS = 24 * 3600_000;

/** How the installation stands: what is missing, and what that means. */
export async function readServiceStatus(principal: Principal | null): Promise<ServiceStatus> {
	authorize(principal, 'institution.status');
	const { smtpUrl, demo, clamdUrl } = settings();
	const [{ waiting, failed }, scanner] = await Promise.all([countMail(), scannerStatus(clamdUrl)]);
	return {
		mail: { server: Boolean(smtpUrl), demo, waiting, failed },
		scanner,
		masterKeyBesideData: masterKeyBesideData() !== undefined,
		calendar: await yearsToComplete(),
		deciders: await countDeciders(),
		appealsWithoutAnyone: await countAppealsWithoutAnyone(),
		institutionWarnings: institution().warnings,
	};
}

async function scannerStatus(clamdUrl: string | undefined): Promise<ScannerStatus> {
	if (!clamdUrl) return { state: 'none' };
	try {
		const date = await signaturesDate(clamdUrl);
		const signaturesDays = date ? Math.max(0, Math.floor((now().getTime() - date.getTime()) / DAY_MS)) : null;
		return { state: 'answers', signaturesDays };
	} catch (error) {
		log.warn({ err: error }, 'the scanner does not answer');
		return { state: 'away' };
	}
}

async function countMail(): Promise<{ waiting: number; failed: number }> {
	const rows = await db()
		.select({ state: mailMessage.state, messages: count() })
		.from(mailMessage)
		.where(inArray(mailMessage.state, ['waiting', 'failed']))
		.groupBy(mailMessage.state);
	const of = (state: string) => rows.find((row) => row.state === state)?.messages ?? 0;
	return { waiting: of('waiting'), failed: of('failed') };
}

async function countDeciders(): Promise<number> {
	const [found] = await db()
		.select({ people: count() })
		.from(account)
		.where(
			and(
				arrayOverlaps(account.roles, ['reviewer', 'admin']),
				isNotNull(account.passwordHash),
				isNull(account.disabledAt),
			),
		);
	return found?.people ?? 0;
}

async function yearsToComplete(): Promise<ServiceStatus['calendar']> {
	const gaps = calendarGaps(today(), institution().calendar);
	return Promise.all(
		gaps.map(async (gap) => {
			const inYear = between(submission.dueOn, `${gap.year}-01-01`, `${gap.year}-12-31`);
			const [found] = await db()
				.select({ cases: count() })
				.from(submission)
				.where(and(inYear, inArray(submission.state, [...OPEN_STATES])));
			return { ...gap, cases: found?.cases ?? 0 };
		}),
	);
}
