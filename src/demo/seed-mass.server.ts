import { and, eq, inArray, isNotNull, not, like, sql } from 'drizzle-orm';
import { createUser } from '#lib/accounts/create-user.server.ts';
import { hashPassword } from '#lib/accounts/hash-password.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { writeEntries } from '#lib/bank/project-entry.server.ts';
import { formatFolio } from '#lib/cedula/submission.ts';
import * as cedula from '#lib/cedula/tables.server.ts';
import * as files from '#lib/evidence/tables.server.ts';
import { catalogue, privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { createPersonKeys } from '#lib/platform/person-keys.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import * as privacy from '#lib/privacy/tables.server.ts';
import * as ratings from '#lib/rating/tables.server.ts';
import { getCurrentModel } from '#lib/rating/model/weighting-models.server.ts';
import { verdict } from '#lib/review/tables.server.ts';
import { insertRows } from './insert-rows.server.ts';
import { mergeRows } from './mass-claims.ts';
import { massPlan, type MassPlan, type MassWorld } from './mass-plan.ts';
import { massId, personRows, type MassContext, type PersonRows } from './mass-rows.server.ts';

const BATCH = 1000;
const REVIEWER = { email: 'validacion@semilla.example', name: 'Validación de prueba' };

/** What is asked for: how many people, from which seed; with a password they can sign in. */
export type MassOrder = { profiles: number; seed: string; password?: string | undefined };

/**
 * Fills the database with invented people in batches, each all or nothing: people of the same seed who are there already
 * are passed over, so that a run that was cut short can be repeated. Files are not made, only what is known of them.
 * @returns how many were added
 * @throws Refusal conflict `real_people` where somebody registered whose address is not an example
 */
export async function seedMass(order: MassOrder, onProgress: (done: number) => void): Promise<number> {
	await refuseAmongRealPeople();
	const context = await contextOf(order.password);
	let added = 0;
	onProgress(0);
	const numbers = inOrderOfRegistration(order, context.world);
	for (let first = 0; first < numbers.length; first += BATCH) {
		const plans = numbers
			.slice(first, first + BATCH)
			.map((number) => massPlan(order.seed, number, context.world));
		added += await inTransaction((tx) => addPeople(tx, plans, order.seed, context));
		onProgress(first + plans.length);
	}
	await db()
		.execute(sql`analyze`)
		.catch(() => undefined);
	return added;
}

/** As people would have come: rows of one time lie together, which keeps the indexes of a large database in memory. */
function inOrderOfRegistration({ profiles, seed }: MassOrder, world: MassWorld): number[] {
	const registeredAt = Float64Array.from({ length: profiles }, (_, number) =>
		massPlan(seed, number, world).registeredAt.getTime(),
	);
	return Array.from({ length: profiles }, (_, number) => number).sort(
		(a, b) => registeredAt[a]! - registeredAt[b]!,
	);
}

async function addPeople(
	tx: Transaction,
	plans: MassPlan[],
	seed: string,
	context: MassContext,
): Promise<number> {
	const planned = plans.map((plan) => ({ plan, id: massId(plan, plan.registeredAt) }));
	const present = await tx
		.select({ email: account.email })
		.from(account)
		.where(
			inArray(
				account.email,
				plans.map(({ person }) => person.email),
			),
		);
	const known = new Set(present.map(({ email }) => email));
	const missing = planned.filter(({ plan }) => !known.has(plan.person.email));
	if (missing.length === 0) return 0;
	const keys = await createPersonKeys(
		tx,
		missing.map(({ id }) => id),
	);
	const people = missing.map(({ plan, id }) => personRows({ plan, id, key: keys.get(id)!, context }));
	await writeRows(tx, mergeRows(people));
	await record(tx, OPERATOR, { action: 'demo.seed-profiles', details: { profiles: people.length, seed } });
	return people.length;
}

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

async function writeRows(tx: Transaction, rows: PersonRows): Promise<void> {
	const numbered = { ...rows, submissions: await withFolios(tx, rows.submissions) };
	for (const [name, table] of TABLES) await insertRows(tx, table, numbered[name]);
	await writeEntries(tx, rows.bank);
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

async function contextOf(password: string | undefined): Promise<MassContext> {
	const { settings, catalogues } = institution();
	const areas = catalogues.areas.items.map(({ key }) => key).filter((key) => key !== 'OTHER');
	return {
		world: {
			municipalities: catalogues.municipalities.items,
			areas,
			timeZone: settings.timeZone,
			present: now(),
		},
		catalogues: { positions: catalogues.positions.items, competencies: catalogues.competencies.items },
		competencies: Object.fromEntries(catalogue('competencies').items.map((item) => [item.key, item])),
		model: await getCurrentModel(db()),
		noticeVersion: privacyNoticeInForce().version,
		passwordHash: password ? await hashPassword(password) : null,
		reviewer: { accountId: await reviewerId(), name: REVIEWER.name },
	};
}

async function reviewerId(): Promise<string> {
	const [found] = await db()
		.select({ id: account.id })
		.from(account)
		.where(eq(account.email, REVIEWER.email));
	if (found) return found.id;
	return (await createUser(OPERATOR, { ...REVIEWER, role: 'reviewer' })).id;
}

async function refuseAmongRealPeople(): Promise<void> {
	const [real] = await db()
		.select({ id: account.id })
		.from(account)
		.where(and(isNotNull(account.profileId), not(like(account.email, '%.example'))))
		.limit(1);
	if (!real) return;
	throw conflict(
		'real_people',
		'En esta base hay personas registradas que no son de ejemplo. Las personas inventadas se agregan solo a una base de prueba: use otra con DATA_DIR o DATABASE_URL.',
	);
}
