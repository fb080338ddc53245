import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/tables.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';

useTestDatabase();

const POST = { entity: 'Ayuntamiento de Toluca', municipality: '15106', area: 'TES', level: 'HEAD' };
const CERTIFICATE = { standard: 'NICL-TESORERIA', issuer: 'IHAEM', folio: 'C-1', issuedOn: '2026-08-01' };

/** Noon of a day in the institution's zone, on every clock. */
function on(day: string): void {
	setClock(() => new Date(`${day}T18:00:00Z`));
}

/** A treasurer who took the post on 31 August 2026: the last day is 28 February 2027. */
async function aTreasurer(changes: Record<string, unknown> = {}, emailConfirmed = true) {
	on('2026-09-10');
	const servant = await aServant({ emailConfirmed });
	await saveSections(servant, {
		post: { ...POST, position: 'Tesorera municipal', since: '2026-08-31', ...changes },
	});
	return servant;
}

async function remindersOn(accountId: string, ...days: string[]): Promise<number> {
	for (const day of days) {
		on(day);
		await runPeriodic('remind-certification');
	}
	return (await messagesFor(accountId)).filter(({ template }) => template === 'certify-by').length;
}

describe('the reminder of the certificate that a post needs', () => {
	it('comes 90, 30 and 0 days before the last day, each time once', async () => {
		const { accountId } = await aTreasurer();
		expect(await remindersOn(accountId, '2026-11-29')).toBe(0);
		expect(await remindersOn(accountId, '2026-11-30', '2026-11-30', '2026-12-15')).toBe(1);
		expect(await remindersOn(accountId, '2027-01-28')).toBe(1);
		expect(await remindersOn(accountId, '2027-01-29', '2027-02-27')).toBe(2);
		expect(await remindersOn(accountId, '2027-02-28', '2027-03-03')).toBe(3);
		expect(await remindersOn(accountId, '2027-03-08')).toBe(3);
	});

	it('says the last day and what is left on the day when it leaves', async () => {
		const { accountId, email } = await aTreasurer();
		await remindersOn(accountId, '2027-01-29');
		const mail = await mailFor(accountId, 'certify-by');
		expect(mail).toMatchObject({ to: email, subject: expect.stringContaining('28 de febrero de 2027') });
		expect(mail?.body).toContain('Quedan 30 días.');
		expect(mail?.body).toMatch(/\/mi$/m);
	});

	it('counts from the first day of the month when that is all that is known', async () => {
		const { accountId } = await aTreasurer({ since: '2026-08' });
		expect(await remindersOn(accountId, '2026-11-02')).toBe(0);
		expect(await remindersOn(accountId, '2026-11-03')).toBe(1);
	});

	it('does not go to an address that was never confirmed, and goes once it is', async () => {
		const { accountId } = await aTreasurer({}, false);
		expect(await remindersOn(accountId, '2026-11-30')).toBe(0);
		await db().update(account).set({ emailConfirmedAt: now() }).where(eq(account.id, accountId));
		expect(await remindersOn(accountId, '2026-12-01')).toBe(1);
	});

	it('does not go to whoever declares the certificate, nor leave when it was declared meanwhile', async () => {
		const servant = await aTreasurer();
		expect(await remindersOn(servant.accountId, '2026-11-30')).toBe(1);
		await createClaim(servant, { kind: 'certification', data: CERTIFICATE });
		expect(await mailFor(servant.accountId, 'certify-by')).toBeNull();
		expect(await remindersOn(servant.accountId, '2027-01-29')).toBe(1);
	});

	it('does not go to other posts', async () => {
		const { accountId } = await aTreasurer({ position: 'Subtesorera', level: 'COORDINATION' });
		expect(await remindersOn(accountId, '2026-11-30', '2027-02-28')).toBe(0);
	});

	it('begins again when the date of the post is corrected', async () => {
		const servant = await aTreasurer();
		expect(await remindersOn(servant.accountId, '2026-11-30')).toBe(1);
		await saveSections(servant, { post: { since: '2026-09-01' } });
		expect(await mailFor(servant.accountId, 'certify-by')).toBeNull();
		expect(await remindersOn(servant.accountId, '2026-12-01')).toBe(2);
	});
});
