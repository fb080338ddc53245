import { and, count, eq, gte, isNotNull, isNull } from 'drizzle-orm';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import { correctionReminder, type CorrectionReminder } from './correction-reminder.ts';
import { remark, submission } from './tables.server.ts';

/** A reminder that is due today. */
export type DueCorrectionReminder = {
	profileId: string;
	submissionId: string;
	reminder: CorrectionReminder;
	pausedOn: PlainDate;
	correctBy: PlainDate;
};

/** Who is to be reminded today of observations that wait for an answer, by the business days of the calendar in force. */
export async function findCorrectionReminders(): Promise<DueCorrectionReminder[]> {
	const [day, { calendar }] = [today(), institution()];
	const waiting = await db()
		.select({
			profileId: submission.profileId,
			submissionId: submission.id,
			pausedOn: submission.pausedOn,
			correctBy: submission.correctBy,
		})
		.from(submission)
		.where(
			and(eq(submission.state, 'needs_you'), gte(submission.correctBy, day), isNotNull(submission.pausedOn)),
		);
	return waiting.flatMap(({ pausedOn, correctBy, ...about }) => {
		const period = { pausedOn: pausedOn!, correctBy: correctBy! };
		const reminder = correctionReminder(period, day, calendar);
		return reminder ? [{ ...about, ...period, reminder }] : [];
	});
}

/** How many remarks of a submission wait for an answer. */
export async function countOpenRemarks(reader: Reader, submissionId: string): Promise<number> {
	const [found] = await reader
		.select({ remarks: count() })
		.from(remark)
		.where(and(eq(remark.submissionId, submissionId), isNull(remark.closedAt)));
	return found?.remarks ?? 0;
}
