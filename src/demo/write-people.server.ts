import { getTableName, sql } from 'drizzle-orm';
import type pg from 'pg';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { writeEntries } from '#lib/bank/project-entry.server.ts';
import { bankEntry } from '#lib/bank/tables.server.ts';
import { formatFolio } from '#lib/cedula/submission.ts';
import * as cedula from '#lib/cedula/tables.server.ts';
import * as files from '#lib/evidence/tables.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { storePersonKeys, type NewPersonKey } from '#lib/platform/person-keys.server.ts';
import * as privacy from '#lib/privacy/tables.server.ts';
import * as ratings from '#lib/rating/tables.server.ts';
import { verdict } from '#lib/review/tables.server.ts';
import type { BulkConnection } from './bulk-connection.server.ts';
import { copyOf, sendCopy } from './copy-rows.server.ts';
import { mergeRows } from './mass-claims.ts';
import type { PersonRows } from './mass-rows.server.ts';

/** Somebody who is not written yet. */
export type NewPerson = { key: NewPersonKey; rows: PersonRows };

/** The tables in the order in which rows may point at each other. */
const TABLES = [
	['profiles', profile],
	['accounts', account],
	['acknowledgements', privacy.noticeAcknowledgement],
	['consents', privacy.consent],
	['sections', cedula.cedulaSection],
	['claims', cedula.claim],
	['revisions', cedula.claimRevision],
	['evidence', files.evidence],
	['claimEvidence', files.claimEvidence],
	['revisionEvidence', cedula.revisionEvidence],
	['submissions', cedula.submission],
	['submissionClaims', cedula.submissionClaim],
	['verdicts', verdict],
	['ratings', ratings.rating],
] as const;

/** Names of the tables that grow by the thousands. */
export const WRITTEN_TABLES = [...TABLES.map(([, table]) => table), bankEntry].map(getTableName);

/** Writes people in one transaction: all of them, or nobody. */
export async function writePeople(
	{ client, inTransaction, trustReferences }: BulkConnection,
	people: readonly NewPerson[],
	seed: string,
): Promise<void> {
	if (people.length === 0) return;
	const rows = mergeRows(people.map((person) => person.rows));
	await inTransaction(async (tx) => {
		await record(tx, OPERATOR, { action: 'demo.seed-profiles', details: { profiles: people.length, seed } });
		await storePersonKeys(
			tx,
			people.map(({ key }) => key),
		);
		const numbered = { ...rows, submissions: await withFolios(tx, rows.submissions) };
		await trustReferences();
		await copyTables(client, numbered);
		await writeEntries(tx, rows.bank);
	});
}

type Numbered = { [Name in (typeof TABLES)[number][0]]: readonly object[] };

/** Puts the rows of each table into form while PostgreSQL takes those of the table before it. */
async function copyTables(client: pg.Client, rows: Numbered): Promise<void> {
	let taken = Promise.resolve();
	for (const [name, table] of TABLES) {
		if (rows[name].length === 0) continue;
		const copy = copyOf(table, rows[name]);
		await taken;
		taken = sendCopy(client, copy);
	}
	await taken;
}

/** Gives out folios in the order of sending, year by year. */
async function withFolios(tx: Transaction, submissions: PersonRows['submissions']) {
	const prefix = institution().settings.folioPrefix;
	const sorted = submissions.toSorted((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime());
	const byYear = Map.groupBy(sorted, ({ receivedOn }) => Number(receivedOn.slice(0, 4)));
	const numbered: (typeof cedula.submission.$inferInsert)[] = [];
	for (const [year, ofYear] of byYear) {
		const [counter] = await tx
			.insert(cedula.folioCounter)
			.values({ year, last: ofYear.length })
			.onConflictDoUpdate({
				target: cedula.folioCounter.year,
				set: { last: sql`${cedula.folioCounter.last} + ${ofYear.length}` },
			})
			.returning();
		const before = counter!.last - ofYear.length;
		numbered.push(
			...ofYear.map((row, index) => ({ ...row, folio: formatFolio(prefix, year, before + index + 1) })),
		);
	}
	return numbered;
}
