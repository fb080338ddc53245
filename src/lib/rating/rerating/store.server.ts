import { desc, eq, isNull, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import type { ProvenElement } from '../rating.ts';
import { rating, rerating } from '../tables.server.ts';

/** A rerating as stored. */
export type ReratingRow = typeof rerating.$inferSelect;

/** The rerating that goes on, if there is one. */
export async function findRunning(reader: Reader): Promise<ReratingRow | undefined> {
	const [row] = await reader.select().from(rerating).where(isNull(rerating.finishedAt));
	return row;
}

/** A rerating; undefined when there is none of that id. */
export async function findRerating(reader: Reader, id: string): Promise<ReratingRow | undefined> {
	const [row] = await reader.select().from(rerating).where(eq(rerating.id, id));
	return row;
}

/** Every rerating there was, the newest first. */
export function listReratings(reader: Reader): Promise<ReratingRow[]> {
	return reader.select().from(rerating).orderBy(desc(rerating.decidedAt), desc(rerating.id));
}

/** The rerating, for one batch: whoever else works on it waits until the transaction ends. */
export async function lockRerating(tx: Transaction, id: string): Promise<ReratingRow | undefined> {
	const [row] = await tx.select().from(rerating).where(eq(rerating.id, id)).for('update');
	return row;
}

/** Writes down how far a rerating is, in the transaction of what was done. */
export async function updateRerating(
	tx: Transaction,
	id: string,
	values: Partial<Omit<ReratingRow, 'id'>>,
): Promise<void> {
	await tx.update(rerating).set(values).where(eq(rerating.id, id));
}

/** A rating that takes the place of another; `scoredOn` 'YYYY-MM-DD'. */
export type NewRating = {
	id: string;
	profileId: string;
	submissionId: string;
	/** version of the weighting model */
	model: string;
	previousId: string;
	stars: number | null;
	points: number;
	identityAttested: boolean;
	scoredOn: string;
	elements: ProvenElement[];
};

/** Writes the ratings of a batch in one statement, signed by whoever decided the rerating. */
export async function insertRerated(
	tx: Transaction,
	run: ReratingRow,
	ratings: readonly NewRating[],
	issuedAt: Date,
): Promise<void> {
	if (ratings.length === 0) return;
	const column = <Key extends keyof NewRating>(key: Key) => sql.param(ratings.map((each) => each[key]));
	// one parameter each: in one array they would be escaped into a string of megabytes first
	const elements = sql.join(
		ratings.map((each) => sql`${JSON.stringify(each.elements)}`),
		sql`, `,
	);
	await tx.execute(sql`
		insert into ${rating} (id, profile_id, submission_id, previous_id, stars, points, identity_attested, scored_on,
			model_version, elements, rerating_id, issued_by_id, issued_by_name, channel, issued_at)
		select written.*, ${run.id}::uuid, ${run.decidedById}::uuid, ${run.decidedByName},
			${run.channel}, ${issuedAt.toISOString()}::timestamptz
		from unnest(${column('id')}::uuid[], ${column('profileId')}::uuid[], ${column('submissionId')}::uuid[],
			${column('previousId')}::uuid[], ${column('stars')}::int[], ${column('points')}::int[],
			${column('identityAttested')}::boolean[], ${column('scoredOn')}::date[],
			${column('model')}::text[], array[${elements}]::json[]) as written`);
}
