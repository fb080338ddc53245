import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { setConsents } from '#lib/privacy/set-consents.server.ts';
import { A_DEGREE, A_POST, aRatedServant, aSubmission } from '../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { BankSearch } from './bank.ts';
import { getBankProfile } from './get-bank-profile.server.ts';
import { searchBank } from './search-bank.server.ts';
import { findMatches } from './store.server.ts';

useTestDatabase();

async function aFindablePerson(claims = [A_DEGREE, A_POST]) {
	const rated = await aRatedServant(claims);
	await setConsents(rated.servant, { bank: true });
	return rated;
}

const idsOf = async (principal: Principal, input: unknown) =>
	(await searchBank(principal, input)).items.map(({ id }) => id);

describe('who is in the bank', () => {
	it('a rated person who consents, from that moment on', async () => {
		const { servant, reviewer } = await aRatedServant();
		expect(await idsOf(reviewer, {})).not.toContain(servant.profileId);
		await setConsents(servant, { bank: true });
		expect(await idsOf(reviewer, {})).toContain(servant.profileId);
	});

	it('nobody whose consent was withdrawn, at once', async () => {
		const { servant, reviewer } = await aFindablePerson();
		await setConsents(servant, { bank: false });
		expect(await idsOf(reviewer, {})).not.toContain(servant.profileId);
		await expect(getBankProfile(reviewer, servant.profileId)).rejects.toMatchObject({
			reason: { kind: 'not_found' },
		});
	});

	it('nobody who consents but has no rating yet', async () => {
		const { servant } = await aSubmission();
		await setConsents(servant, { bank: true });
		expect(await idsOf(await aStaffMember(), {})).not.toContain(servant.profileId);
	});
});

describe('a search', () => {
	it('finds by name with and without accents, and by its beginning', async () => {
		const { servant, reviewer } = await aFindablePerson();
		for (const q of ['Xochihua', 'xochihuá', 'Xochi', 'itzel arizmendi']) {
			expect(await idsOf(reviewer, { q }), q).toContain(servant.profileId);
		}
		expect(await idsOf(reviewer, { q: 'Zaldívar' })).toEqual([]);
	});

	it('finds by what the person studied, whatever the ending', async () => {
		const { servant, reviewer } = await aFindablePerson();
		expect(await idsOf(reviewer, { q: 'contaduria' })).toContain(servant.profileId);
	});

	it('filters by municipality, level and minimum stars', async () => {
		const { servant, reviewer } = await aFindablePerson();
		expect(
			await idsOf(reviewer, { 'municipality[]': ['15106'], 'level[]': 'ANALYST', minStars: '20' }),
		).toContain(servant.profileId);
		expect(await idsOf(reviewer, { 'municipality[]': ['15001'] })).toEqual([]);
		expect(await idsOf(reviewer, { minStars: '50' })).toEqual([]);
	});

	it('pages by key without repeating or losing anybody, and counts all', async () => {
		const { reviewer } = await aFindablePerson();
		await aFindablePerson([A_DEGREE]);
		for (const sort of ['stars', 'name', 'updated']) {
			const seen: string[] = [];
			let cursor: string | null = null;
			let total: number;
			do {
				const found = await searchBank(reviewer, { sort, 'page[size]': '1', ...(cursor && { cursor }) });
				seen.push(...found.items.map(({ id }) => id));
				({ cursor, total } = found);
			} while (cursor);
			expect(new Set(seen).size).toBe(seen.length);
			expect(seen).toHaveLength(total);
		}
	});

	it('lists the same people when there are too many to count', async () => {
		await aFindablePerson();
		await aFindablePerson([A_DEGREE]);
		for (const sort of ['stars', 'name', 'updated']) {
			const search = BankSearch.parse({ sort, 'page[size]': '1' });
			const counted = await findMatches(db(), search, null);
			expect(counted.total).toBeGreaterThan(1);
			const uncounted = await findMatches(db(), search, null, 1);
			expect(uncounted).toMatchObject({ rows: counted.rows, total: 2 });
			const { key } = counted.rows[0]!;
			const next = await findMatches(db(), search, key);
			expect(await findMatches(db(), search, key, 1)).toMatchObject({ rows: next.rows });
		}
	});

	it('counts by facet what it lists', async () => {
		const { reviewer } = await aFindablePerson();
		const { facets, total } = await searchBank(reviewer, {});
		expect(facets.level.reduce((sum, { count }) => sum + count, 0)).toBe(total);
	});

	it.each([
		[{ minStars: 'NaN' }, 'minStars'],
		[{ cursor: 'no es un lugar' }, 'cursor'],
		[{ sort: '1;SELECT pg_sleep(5)' }, 'sort'],
	])('refuses %j by naming the field', async (input, path) => {
		await expect(searchBank(await aStaffMember(), input)).rejects.toMatchObject({
			reason: { kind: 'invalid', problems: [{ path }] },
		});
	});

	it.each(["' OR '1'='1", 'a & | ! :*', "m:15106' | 'x", '\\', '(a+)+$'])(
		'takes %j as mere text',
		async (text) => {
			const reviewer = await aStaffMember();
			expect((await searchBank(reviewer, { q: text, 'municipality[]': [text] })).total).toBe(0);
		},
	);
});

describe('who may look', () => {
	it('nobody without the role or the scope', async () => {
		const { servant, reviewer } = await aFindablePerson();
		const byKey: Principal = { ...reviewer, channel: 'api', scope: 'jobs' };
		for (const [principal, kind] of [
			[null, 'unauthenticated'],
			[await aServant(), 'not_allowed'],
			[await aStaffMember('auditor'), 'not_allowed'],
			[byKey, 'not_allowed'],
		] as const) {
			await expect(searchBank(principal, {})).rejects.toMatchObject({ reason: { kind } });
			await expect(getBankProfile(principal, servant.profileId)).rejects.toMatchObject({ reason: { kind } });
		}
	});

	it('a key of scope review as well as one of scope bank', async () => {
		const { reviewer } = await aFindablePerson();
		for (const scope of ['review', 'bank'] as const) {
			expect((await searchBank({ ...reviewer, channel: 'api', scope }, {})).total).toBeGreaterThan(0);
		}
	});

	it('sees no numbers of documents, and leaves an entry that the person can read', async () => {
		const { servant, reviewer } = await aFindablePerson([
			{ ...A_DEGREE, data: { ...A_DEGREE.data, licenceNumber: '3498994' } },
		]);
		const found = await getBankProfile(reviewer, servant.profileId);
		expect(JSON.stringify(found)).not.toContain('3498994');
		const entries = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'bank.read'), eq(auditEntry.profileId, servant.profileId)));
		expect(entries).toHaveLength(1);
		expect(entries[0]?.purpose).toMatch(/Banco/);
	});
});
