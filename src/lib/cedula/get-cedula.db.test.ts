import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { aCompleteCedula } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { COMPLETE } from './cedula.factory.ts';
import { CLAIM_KINDS } from './claims.ts';
import { getCedula } from './get-cedula.server.ts';

useTestDatabase();

describe("reading one's own cédula", () => {
	it('has every section of the contract from the first day', async () => {
		const { sections, claims, state } = await getCedula(await aServant());
		expect(Object.entries(sections).map(([name, section]) => [name, section.state])).toEqual([
			['identity', 'complete'],
			['contact', 'not_started'],
			['post', 'not_started'],
			['skills', 'not_started'],
			['interests', 'not_started'],
			['consents', 'complete'],
		]);
		expect([claims, state]).toEqual([[], 'draft']);
		expect(sections.consents.data).toEqual({
			bank: false,
			jobAlerts: false,
			invitations: false,
			publicCv: false,
		});
	});

	it('has the claims in the order in which they were added, with their files', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant, [...CLAIM_KINDS]);
		const { claims, missing } = await getCedula(servant);
		expect(claims.map(({ kind, data }) => [kind, data])).toEqual(
			CLAIM_KINDS.map((kind) => [kind, COMPLETE[kind]]),
		);
		expect(claims.every(({ evidence }) => evidence.length === 1)).toBe(true);
		expect(missing).toEqual([]);
	});

	it('asks the database the same number of times for one claim and for many', async () => {
		const [small, large] = [await aServant(), await aServant()];
		await aCompleteCedula(small);
		await aCompleteCedula(large, [...CLAIM_KINDS, ...CLAIM_KINDS]);
		const queries = vi.spyOn(pg.Client.prototype, 'query');
		await getCedula(small);
		const forOne = queries.mock.calls.length;
		queries.mockClear();
		await getCedula(large);
		expect(forOne).toBeGreaterThan(0);
		expect(queries).toHaveBeenCalledTimes(forOne);
		queries.mockRestore();
	});
});
