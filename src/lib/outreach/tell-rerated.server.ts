import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { account } from '#lib/accounts/tables.server.ts';
import { inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import { reactTo } from '#lib/platform/events.server.ts';
import { NOBODY } from '#lib/rating/rated-people.server.ts';
import { findRerating } from '#lib/rating/rerating/store.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { queueMails } from './queue-mail.server.ts';

/** People who are told in one job. */
const AT_ONCE = 1000;

type Part = { reratingId: string; after: string };

/** Writes to a part of those whose points or stars a rerating changed, and leaves the next part to the next job. */
const tellPart = defineJob<Part>({ name: 'tell-rerated', run: tellRerated });

reactTo('rerating-ended', 'tell', ({ reratingId }) =>
	inTransaction((tx) => tellPart.enqueue(tx, { reratingId, after: NOBODY })),
);

/** One message for each new rating, however often this runs: the outbox takes a cause once. */
async function tellRerated({ reratingId, after }: Part): Promise<void> {
	await inTransaction(async (tx) => {
		const run = await findRerating(tx, reratingId);
		const template = run?.kind === 'lowering' ? 'rating-lowered' : 'rated-again';
		const changed = await changedAfter(tx, { reratingId, after });
		const mails = changed.map(({ accountId, ratingId }) => ({
			...({ template, accountId, cause: ratingId, facts: { ratingId } } as const),
		}));
		await queueMails(tx, mails);
		const last = changed.at(-1);
		if (last && changed.length === AT_ONCE) await tellPart.enqueue(tx, { reratingId, after: last.profileId });
	});
}

/** Those whom a rerating gave other points or stars and who have an account, in the order of profiles. */
function changedAfter(reader: Reader, { reratingId, after }: Part) {
	const previous = alias(rating, 'previous');
	return reader
		.select({ profileId: rating.profileId, ratingId: rating.id, accountId: account.id })
		.from(rating)
		.innerJoin(previous, eq(previous.id, rating.previousId))
		.innerJoin(account, and(eq(account.profileId, rating.profileId), isNull(account.disabledAt)))
		.where(
			and(
				eq(rating.reratingId, reratingId),
				gt(rating.profileId, after),
				or(
					sql`${rating.points} <> ${previous.points}`,
					sql`${rating.stars} is distinct from ${previous.stars}`,
				),
			),
		)
		.orderBy(asc(rating.profileId))
		.limit(AT_ONCE);
}
