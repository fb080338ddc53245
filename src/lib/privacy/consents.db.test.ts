import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { projectOn } from '#lib/platform/events.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { acknowledgeNotice, findAcknowledgement } from './acknowledge-notice.server.ts';
import { consentsOf, hasConsent } from './current-consents.server.ts';
import { getConsents } from './get-consents.server.ts';
import { setConsents } from './set-consents.server.ts';
import { consent } from './tables.server.ts';

useTestDatabase();

const NONE = { bank: false, jobAlerts: false, invitations: false, publicCv: false };
const told: string[] = [];
projectOn('consent-changed', async (_, { profileId, purpose }) => {
	told.push(`${profileId} ${purpose}`);
});
afterEach(() => void (told.length = 0));

describe('consents', () => {
	it('start at no for every purpose', async () => {
		const person = await aServant();
		expect(await getConsents(person)).toEqual(NONE);
		expect(await hasConsent(db(), person.profileId, 'bank')).toBe(false);
	});

	it('change purpose by purpose; those that are not named stay', async () => {
		const person = await aServant();
		await setConsents(person, { bank: true, invitations: true });
		expect(await setConsents(person, { invitations: false })).toEqual({ ...NONE, bank: true });
		expect(await getConsents(person)).toEqual({ ...NONE, bank: true });
	});

	it('are kept as a history with the version of the notice, and what did not change adds nothing', async () => {
		const person = await aServant();
		await setConsents(person, { bank: true });
		await setConsents(person, { bank: true });
		await setConsents(person, { bank: false });
		const rows = await db().select().from(consent).where(eq(consent.profileId, person.profileId));
		expect(rows.map(({ granted }) => granted)).toEqual([true, false]);
		expect(rows[0]).toMatchObject({ noticeVersion: privacyNoticeInForce().version, channel: 'web' });
	});

	it('are told to whoever must act at once, one purpose at a time', async () => {
		const person = await aServant();
		await setConsents(person, { bank: true, publicCv: true, jobAlerts: false });
		expect(told).toEqual([`${person.profileId} bank`, `${person.profileId} publicCv`]);
	});

	it('are recorded', async () => {
		const person = await aServant();
		await setConsents(person, { bank: true });
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.profileId, person.profileId));
		expect(deeds.at(-1)).toMatchObject({ action: 'privacy.set-consents', details: { bank: true } });
	});

	it('refuse purposes that do not exist and answers that are neither yes nor no', async () => {
		const person = await aServant();
		expect(await codeOf(setConsents(person, { marketing: true }))).toBe('422 invalid');
		expect(await codeOf(setConsents(person, { bank: 'sí' }))).toBe('422 invalid');
		expect(await getConsents(person)).toEqual(NONE);
	});

	it('of several people are read together', async () => {
		const [one, two, three] = [await aServant(), await aServant(), await aServant()];
		await setConsents(one, { bank: true });
		await setConsents(two, { bank: true });
		await setConsents(two, { bank: false });
		const ids = [one, two, three].map(({ profileId }) => profileId);
		const decisions = await consentsOf(db(), ids, 'bank');
		expect(ids.map((id) => decisions.get(id))).toEqual([true, false, undefined]);
	});

	it('cannot be rewritten by the application', async () => {
		const person = await aServant();
		await setConsents(person, { bank: true });
		const rewriting = db().execute(sql`update consent set granted = false`);
		await expect(rewriting).rejects.toMatchObject({ cause: { code: '42501' } });
	});
});

describe('the notice', () => {
	it('is acknowledged in the version in force only', async () => {
		const person = await aServant();
		const { version } = privacyNoticeInForce();
		expect(await findAcknowledgement(person)).toMatchObject({ version });
		expect(await codeOf(acknowledgeNotice(person, '1999-01'))).toBe('422 invalid');
		await acknowledgeNotice(person, version);
		expect((await findAcknowledgement(person))!.acknowledgedAt).toBeInstanceOf(Date);
	});
});
