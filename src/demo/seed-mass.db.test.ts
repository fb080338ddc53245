import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { signIn } from '#lib/accounts/sign-in.server.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { bankEntry } from '#lib/bank/tables.server.ts';
import { refreshEntry } from '#lib/bank/project-entry.server.ts';
import { searchBank } from '#lib/bank/search-bank.server.ts';
import { readCedula } from '#lib/cedula/read-cedula.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';
import { takeNext } from '#lib/review/take-next.server.ts';
import { aServant, aStaffMember, aVisitor } from '../../tests/support/factories.ts';
import { codeOf } from '../../tests/support/refusals.ts';
import { useTestDatabase } from '../../tests/support/test-database.ts';
import { seedMass } from './seed-mass.server.ts';

const PASSWORD = 'una frase larga de prueba';
const order = { profiles: 60, seed: 'prueba', password: PASSWORD };

useTestDatabase();

const peopleCount = () => db().$count(profile);

const stopAt = (number: number) => (done: number) => {
	if (done === number) throw new Error('cut short');
};

const someone = async (state: string) => {
	const [found] = await db()
		.select({ id: profile.id, accountId: account.id, email: account.email, folio: submission.folio })
		.from(submission)
		.innerJoin(profile, eq(profile.id, submission.profileId))
		.innerJoin(account, eq(account.profileId, profile.id))
		.where(eq(submission.state, state))
		.orderBy(submission.folio)
		.limit(1);
	return found!;
};

const principalOf = (person: { id: string; accountId: string }): Principal => ({
	accountId: person.accountId,
	profileId: person.id,
	name: 'Persona inventada',
	roles: ['servant'],
	channel: 'web',
});

describe('people in bulk', () => {
	it('are added once, however often the same seed is asked for', async () => {
		const shown: number[] = [];
		const batchSize = 25;
		expect(await seedMass({ ...order, profiles: 40 }, (done) => shown.push(done), batchSize)).toBe(40);
		expect(shown).toEqual([0, 25, 40]);
		expect(await seedMass(order, () => {})).toBe(20);
		expect(await seedMass(order, () => {})).toBe(0);
	});

	it('are kept in whole batches when it is cut short', async () => {
		const before = await peopleCount();
		const cut = seedMass({ ...order, seed: 'cortada' }, stopAt(20), 20);
		await expect(cut).rejects.toThrow('cut short');
		expect(await peopleCount()).toBe(before + 20);
		expect(await seedMass({ ...order, seed: 'cortada' }, () => {}, 2)).toBe(40);
	});

	it('refer to nothing that is not there', async () => {
		const references = await db().execute<{ child: string; key: string; parent: string; id: string }>(sql`
			select conrelid::regclass::text as child, child.attname as key,
				confrelid::regclass::text as parent, parent.attname as id
			from pg_constraint
			join pg_attribute child on child.attrelid = conrelid and child.attnum = conkey[1]
			join pg_attribute parent on parent.attrelid = confrelid and parent.attnum = confkey[1]
			where contype = 'f' and connamespace = 'public'::regnamespace`);
		expect(references.rows.length).toBeGreaterThan(10);
		for (const { child, key, parent, id } of references.rows) {
			const lost = await db().execute(
				sql.raw(`select ${key} from ${child} where ${key} not in (select ${id} from ${parent})`),
			);
			expect(lost.rows, `${child}.${key}`).toEqual([]);
		}
	});

	it('have folios without gaps', async () => {
		const rows = await db().select({ folio: submission.folio }).from(submission).orderBy(submission.folio);
		const years = Map.groupBy(rows, ({ folio }) => folio.slice(0, 8));
		for (const ofYear of years.values()) {
			expect(ofYear.map(({ folio }) => Number(folio.slice(9)))).toEqual(ofYear.map((_, place) => place + 1));
		}
	});

	it('have a cédula that reads as complete', async () => {
		const { id } = await someone('rated');
		const cedula = await readCedula(db(), id);
		expect(cedula.missing).toEqual([]);
		expect(cedula.state).toBe('rated');
		expect(cedula.claims.length).toBeGreaterThan(0);
		expect(cedula.claims.every(({ state, changed }) => state === 'accepted' && !changed)).toBe(true);
	});

	it('have a rating that explains itself', async () => {
		const rating = await getOwnRating(principalOf(await someone('rated')));
		expect(rating).toMatchObject({ model: 'shm-v1', issuedBy: 'Validación de prueba' });
	});

	it('stand in the bank exactly as the service would write them', async () => {
		const rows = () => db().select().from(bankEntry).orderBy(bankEntry.profileId);
		const before = await rows();
		expect(before.length).toBeGreaterThan(20);
		await inTransaction(async (tx) => {
			for (const { profileId } of before) await refreshEntry(tx, profileId);
		});
		const today = (await rows()).map((row, place) => {
			const { updatedOn } = before[place]!;
			return { ...row, updatedOn, item: { ...row.item, updatedOn } };
		});
		expect(today).toEqual(before);
	});

	it('are found in the bank', async () => {
		const found = await searchBank(await aStaffMember(), { minStars: '20' });
		expect(found.total).toBeGreaterThan(3);
	});

	it('wait in the queue and can be opened', async () => {
		const reviewer = await aStaffMember();
		const item = await takeNext(reviewer);
		const { claims, warnings } = await openCase(reviewer, item!.folio);
		expect(claims.length).toBe(item!.claims);
		expect(warnings.filter(({ code }) => code === 'curp_names')).toEqual([]);
	});

	it('can sign in when a password was given', async () => {
		const { email } = await someone('rated');
		expect(await signIn(aVisitor(), { identifier: email, password: PASSWORD })).toMatchObject({
			token: expect.any(String),
		});
	});

	it('are never put among real people', async () => {
		await aServant({ email: 'persona@ayuntamiento.gob.mx' });
		const before = await peopleCount();
		expect(await codeOf(seedMass({ ...order, seed: 'otra' }, () => {}))).toBe('409 real_people');
		expect(await peopleCount()).toBe(before);
	});
});
