import { describe, expect, it } from 'vitest';
import { openCase } from '#lib/review/open-case.server.ts';
import { aSubmission } from '../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { listAccessLog } from './list-access-log.server.ts';

useTestDatabase();

describe('the log of who read my data', () => {
	it('tells each reading with its purpose, by unit and role, the newest first', async () => {
		const { servant, folio } = await aSubmission();
		const reviewer = await aStaffMember('reviewer');
		await openCase(reviewer, folio);
		const { items } = await listAccessLog(servant, {});
		expect(items[0]).toMatchObject({ what: 'Abrió su cédula enviada', purpose: 'Validación de su cédula' });
		expect(items[0]?.who).toMatch(/Validador$/);
		expect(JSON.stringify(items)).not.toContain(reviewer.name);
	});

	it('pages without losing or repeating', async () => {
		const { servant, folio } = await aSubmission();
		for (let i = 0; i < 3; i++) await openCase(await aStaffMember('reviewer'), folio);
		const first = await listAccessLog(servant, { 'page[size]': 2 });
		const rest = await listAccessLog(servant, { 'page[size]': 2, cursor: first.cursor ?? undefined });
		expect([first.items.length, rest.items.length, rest.cursor]).toEqual([2, 1, null]);
	});

	it('shows nobody the log of another', async () => {
		const { folio } = await aSubmission();
		await openCase(await aStaffMember('reviewer'), folio);
		expect(await listAccessLog(await aServant(), {})).toEqual({ items: [], cursor: null });
		await expect(listAccessLog(null, {})).rejects.toMatchObject({ reason: { kind: 'unauthenticated' } });
		await expect(listAccessLog(await aStaffMember('admin'), {})).rejects.toMatchObject({
			reason: { kind: 'not_allowed' },
		});
	});
});
