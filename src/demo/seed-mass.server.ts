import { setImmediate as turn } from 'node:timers/promises';
import { and, eq, isNotNull, not, like, sql } from 'drizzle-orm';
import { createUser } from '#lib/accounts/create-user.server.ts';
import { hashPassword } from '#lib/accounts/hash-password.server.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { account } from '#lib/accounts/tables.server.ts';
import { catalogue, privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { localDate } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { makePersonKeys } from '#lib/platform/person-keys.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { getCurrentModel } from '#lib/rating/model/weighting-models.server.ts';
import { withBulkConnection } from './bulk-connection.server.ts';
import { massPlan, registrationTime, type MassWorld } from './mass-plan.ts';
import { massId, personRows, type MassContext } from './mass-rows.server.ts';
import { WRITTEN_TABLES, writePeople, type NewPerson } from './write-people.server.ts';

const BATCH = 1000;
const PEOPLE_AT_ONCE = 8;
const REVIEWER = { email: 'validacion@semilla.example', name: 'Validación de prueba' };

/** What is asked for: how many people, from which seed; with a password they can sign in. */
export type MassOrder = { profiles: number; seed: string; password?: string | undefined };

/**
 * Fills the database with invented people in batches, each all or nothing: people of the same seed who are there already
 * are passed over, so that a run that was cut short can be repeated. Files are not made, only what is known of them.
 * Each batch is made while the one before it is written.
 * @returns how many were added
 * @throws Refusal conflict `real_people` where somebody registered whose address is not an example
 */
export async function seedMass(
	order: MassOrder,
	onProgress: (done: number) => void,
	batchSize = BATCH,
): Promise<number> {
	await refuseAmongRealPeople();
	const context = await contextOf(order.password);
	const numbers = inOrderOfRegistration(order, context.world);
	return withBulkConnection(async (connection) => {
		let [added, made]: [number, NewPerson[]] = [0, []];
		onProgress(0);
		for (let first = 0; first < numbers.length + batchSize; first += batchSize) {
			const batch = numbers.slice(first, first + batchSize);
			[made] = await Promise.all([
				makePeople(batch, order.seed, context),
				writePeople(connection, made, order.seed),
			]);
			added += made.length;
			if (first > 0) onProgress(Math.min(first, numbers.length));
		}
		if (added > 0) await connection.tidy(WRITTEN_TABLES);
		return added;
	});
}

/** As people would have come: rows of one time lie together, which keeps the indexes of a large database in memory. */
function inOrderOfRegistration({ profiles, seed }: MassOrder, world: MassWorld): number[] {
	const registeredAt = Float64Array.from({ length: profiles }, (_, number) =>
		registrationTime(seed, number, world),
	);
	return Array.from({ length: profiles }, (_, number) => number).sort(
		(a, b) => registeredAt[a]! - registeredAt[b]!,
	);
}

/** The people of a batch who are not there yet, with their keys and rows; lets go of the processor between them. */
async function makePeople(
	numbers: readonly number[],
	seed: string,
	context: MassContext,
): Promise<NewPerson[]> {
	const plans = numbers.map((number) => massPlan(seed, number, context.world));
	const planned = plans.map((plan) => ({ plan, id: massId(plan, plan.registeredAt) }));
	const known = await knownAddresses(plans.map(({ person }) => person.email));
	const missing = planned.filter(({ plan }) => !known.has(plan.person.email));
	const keys = await makePersonKeys(missing.map(({ id }) => id));
	const made: NewPerson[] = [];
	for (const [place, { plan, id }] of missing.entries()) {
		const key = keys[place]!;
		made.push({ key, rows: personRows({ plan, id, key: key.key, context }) });
		if (place % PEOPLE_AT_ONCE === 0) await turn();
	}
	return made;
}

async function knownAddresses(emails: string[]): Promise<Set<string>> {
	const present = await db()
		.select({ email: account.email })
		.from(account)
		.where(sql`lower(${account.email}) = any(${sql.param(emails)})`);
	return new Set(present.map(({ email }) => email!));
}

async function contextOf(password: string | undefined): Promise<MassContext> {
	const { settings, catalogues } = institution();
	const present = now();
	const areas = catalogues.areas.items.map(({ key }) => key).filter((key) => key !== 'OTHER');
	return {
		world: {
			municipalities: catalogues.municipalities.items,
			areas,
			timeZone: settings.timeZone,
			present,
			today: localDate(present, settings.timeZone),
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
