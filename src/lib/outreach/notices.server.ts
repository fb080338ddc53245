import { and, arrayContains, count, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { readAppealNews } from '#lib/appeal/read-appeal.server.ts';
import type { MailName } from '#lib/institution/mail-texts.ts';
import { listInvited } from '#lib/panel/panel-news.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { reactTo } from '#lib/platform/events.server.ts';
import { findRatingOf } from '#lib/rating/current-rating.server.ts';
import { verdict } from '#lib/review/tables.server.ts';
import type { MovedFacts } from './moved-dates.server.ts';
import { queueMail } from './queue-mail.server.ts';
import { findAccountOf, findOwner } from './recipient.server.ts';
import { mailMessage } from './tables.server.ts';

/*
 * Who is written to when something happens. Each reaction reads the truth again and may run more than once:
 * the outbox takes a cause only once.
 */

reactTo('account-registered', 'confirm', ({ accountId }) => askForConfirmation(accountId, accountId));

reactTo('email-changed', 'confirm', ({ accountId, requestId }) => askForConfirmation(accountId, requestId));

reactTo('password-recovery-asked', 'mail', ({ accountId, requestId }) =>
	queueMail(db(), { template: 'recover-password', accountId, cause: requestId }),
);

reactTo('password-changed', 'mail', ({ accountId, requestId }) =>
	queueMail(db(), {
		template: 'password-changed',
		accountId,
		cause: requestId,
		facts: { changedAt: now().toISOString() },
	}),
);

reactTo('staff-invited', 'mail', async ({ accountId, requestId }) => {
	if (await isWaiting('staff-invitation', accountId)) return;
	await queueMail(db(), { template: 'staff-invitation', accountId, cause: requestId });
});

reactTo('people-invited', 'mail', async ({ invitationIds, requestId }) => {
	for (const invitationId of invitationIds) {
		const cause = [invitationId, requestId].join(':');
		await queueMail(db(), { template: 'profile-invitation', invitationId, cause, facts: { invitationId } });
	}
});

reactTo('cedula-submitted', 'mail', ({ profileId, submissionId }) =>
	tellPerson('submission-received', profileId, submissionId, { submissionId }),
);

reactTo('submission-returned', 'mail', async ({ profileId, submissionId }) => {
	const [returned] = await db().select().from(submission).where(eq(submission.id, submissionId));
	if (returned?.state !== 'needs_you') return;
	const cause = [submissionId, returned.pausedOn, await countVerdicts(submissionId)].join(':');
	await tellPerson('needs-you', profileId, cause, { submissionId });
});

reactTo('due-dates-moved', 'mail', async ({ calendarVersion, moves }) => {
	for (const { profileId, ...move } of moves) await tellMove(profileId, calendarVersion, move);
});

reactTo('appeal-due-date-moved', 'mail', ({ calendarVersion, profileId, appealId, dueOn }) =>
	tellMove(profileId, calendarVersion, { appealId, appealDueOn: dueOn }),
);

reactTo('ask-dates-moved', 'mail', async ({ calendarVersion, moves }) => {
	for (const { profileId, ...move } of moves) await tellMove(profileId, calendarVersion, move);
});

/** A dictamen that follows an appeal is told with the answer to it. */
reactTo('rating-issued', 'mail', async ({ profileId, ratingId }) => {
	const issued = await findRatingOf(db(), profileId, ratingId);
	if (issued?.appealId === null) await tellPerson('rated', profileId, ratingId, { ratingId });
});

reactTo('appeal-asked', 'mail', async ({ profileId, appealId }) => {
	await tellPerson('appeal-received', profileId, appealId, { appealId });
	if ((await readAppealNews(appealId))?.nobody) await tellAdministrators('appeal-unassigned', appealId);
});

reactTo('appeal-answered', 'mail', ({ profileId, appealId }) =>
	tellPerson('appeal-answered', profileId, appealId, { appealId }),
);

reactTo('certificate-revoked', 'mail', ({ profileId, certificateId }) =>
	tellPerson('certificate-revoked', profileId, certificateId, { certificateId }),
);

reactTo('panel-moved', 'mail', async ({ panelId, number }) =>
	tellMembers(await listInvited(panelId), panelId, number),
);

reactTo('panel-joined', 'mail', ({ panelId, number, accountIds }) =>
	tellMembers(accountIds, panelId, number),
);

/**
 * Asks to confirm the address of an account. When another account confirmed it before, that one is told instead:
 * the newcomer could not confirm it.
 */
async function askForConfirmation(accountId: string, cause: string): Promise<void> {
	const recipient = await findOwner(db(), accountId);
	if (!recipient) return;
	const address = recipient.newEmail ?? (recipient.emailConfirmed ? undefined : recipient.email);
	if (!address) return;
	const owner = await findOtherOwner(address, accountId);
	if (owner) await queueMail(db(), { template: 'already-registered', accountId: owner, cause });
	else if (!(await isWaiting('confirm-email', accountId))) {
		await queueMail(db(), { template: 'confirm-email', accountId, cause });
	}
}

async function tellPerson(
	template: MailName,
	profileId: string,
	cause: string,
	facts: Record<string, string>,
): Promise<void> {
	const accountId = await findAccountOf(db(), profileId);
	if (accountId) await queueMail(db(), { template, accountId, cause, facts });
}

/** Writes to members of a panel about its step, to each once. */
async function tellMembers(accountIds: readonly string[], panelId: string, number: number): Promise<void> {
	for (const accountId of accountIds) {
		const cause = [panelId, number, accountId].join(':');
		const facts = { panelId, number: String(number) };
		await queueMail(db(), { template: 'panel-news', accountId, cause, facts });
	}
}

/**
 * A change of the calendar is told once to each person, with every date of theirs that comes later; one that comes earlier
 * needs no word.
 */
async function tellMove(profileId: string, calendarVersion: number, facts: MovedFacts): Promise<void> {
	const accountId = await findAccountOf(db(), profileId);
	if (!accountId) return;
	const cause = [profileId, calendarVersion].join(':');
	await queueMail(db(), {
		template: 'due-date-moved',
		accountId,
		cause,
		facts: { ...facts },
		gatherMs: GATHER_MOVES_MS,
	});
}

/** A change moves cases, appeals and periods part by part; this is longer than all of them take. */
const GATHER_MOVES_MS = 5 * 60_000;

/** Writes to everybody who can invite somebody. */
async function tellAdministrators(template: MailName, appealId: string): Promise<void> {
	const administrators = await db()
		.select({ id: account.id })
		.from(account)
		.where(and(arrayContains(account.roles, ['admin']), isNull(account.disabledAt)));
	for (const { id: accountId } of administrators) {
		const cause = [appealId, accountId].join(':');
		await queueMail(db(), { template, accountId, cause, facts: { appealId } });
	}
}

async function findOtherOwner(email: string, accountId: string): Promise<string | undefined> {
	const [found] = await db()
		.select({ id: account.id })
		.from(account)
		.where(
			and(
				eq(sql`lower(${account.email})`, email.toLowerCase()),
				isNotNull(account.emailConfirmedAt),
				isNull(account.disabledAt),
				ne(account.id, accountId),
			),
		);
	return found?.id;
}

/** One that waits will say the newest truth when it is sent: a second one would only repeat it. */
async function isWaiting(template: MailName, accountId: string): Promise<boolean> {
	const [found] = await db()
		.select({ waiting: count() })
		.from(mailMessage)
		.where(
			and(
				eq(mailMessage.accountId, accountId),
				eq(mailMessage.template, template),
				eq(mailMessage.state, 'waiting'),
			),
		);
	return (found?.waiting ?? 0) > 0;
}

/** Grows with each decision, so that two returns of a case on one day are told apart. */
async function countVerdicts(submissionId: string): Promise<number> {
	const [found] = await db()
		.select({ verdicts: count() })
		.from(verdict)
		.where(eq(verdict.submissionId, submissionId));
	return found?.verdicts ?? 0;
}
