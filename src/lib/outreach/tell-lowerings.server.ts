import { and, inArray, isNull } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { reactTo } from '#lib/platform/events.server.ts';
import { queueMails } from './queue-mail.server.ts';

/** One message for each announcement, however often this runs: the outbox takes a cause once. */
reactTo('lowerings-announced', 'mail', ({ announcedOn, announced }) =>
	inTransaction(async (tx) => {
		const ratings = new Map(announced.map(({ profileId, ratingId }) => [profileId, ratingId]));
		const accounts = await tx
			.select({ id: account.id, profileId: account.profileId })
			.from(account)
			.where(and(inArray(account.profileId, [...ratings.keys()]), isNull(account.disabledAt)));
		const mails = accounts.map(({ id: accountId, profileId }) => {
			const ratingId = ratings.get(profileId!)!;
			const cause = `${ratingId} ${announcedOn}`;
			return { template: 'lowering-announced' as const, accountId, cause, facts: { ratingId } };
		});
		await queueMails(tx, mails);
	}),
);
