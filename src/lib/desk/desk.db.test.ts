import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { identify } from '#lib/accounts/identify.server.ts';
import { registerAccount } from '#lib/accounts/register-account.server.ts';
import { signIn } from '#lib/accounts/sign-in.server.ts';
import { signOut } from '#lib/accounts/sign-out.server.ts';
import { readTakeOver, takeOver } from '#lib/accounts/take-over.server.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import { privacyNoticeInForce } from '#lib/institution/catalogues.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { listAccessLog } from '#lib/privacy/list-access-log.server.ts';
import { noticeAcknowledgement } from '#lib/privacy/tables.server.ts';
import { listStaff } from '#lib/accounts/list-staff.server.ts';
import { listQueue } from '#lib/review/list-queue.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';
import { takeNext } from '#lib/review/take-next.server.ts';
import { aCompleteCedula, aSubmission } from '../../../tests/support/cedula-factories.ts';
import {
	aRegistration,
	aServant,
	aStaffMember,
	aVisitor,
	PASSWORD,
} from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { assistPerson, endAssistance } from './assist-person.server.ts';
import { beginAtDesk } from './begin-at-desk.server.ts';
import { ASSISTANCE_MINUTES, CODE_DAYS, MOST_WRONG_CODES } from './desk.ts';
import { issueDeskCode } from './issue-code.server.ts';
import { readDesk } from './read-desk.server.ts';
import { useDeskCode } from './use-code.server.ts';

useTestDatabase();

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is typed at the desk for a new person. */
function aBeginning(changes: Record<string, unknown> = {}) {
	const { curp, givenNames, firstSurname, secondSurname, noticeVersion } = aRegistration();
	const person = { curp, givenNames, firstSurname, secondSurname, noticeVersion };
	return { ...person, identified: 'true', noticeRead: 'true', ...changes };
}

/** An administrator with a session of a browser. */
async function aHelper(): Promise<{
	admin: Principal;
	again: () => Promise<Principal & { profileId: string }>;
}> {
	const { accountId } = await aStaffMember('admin');
	const [{ email } = { email: '' }] = await db().select().from(account).where(eq(account.id, accountId));
	const { token } = await signIn(aVisitor(), { identifier: email, password: PASSWORD });
	const again = async () => (await identify({ cookieToken: token })) as Principal & { profileId: string };
	return { admin: await again(), again };
}

/** A person at the desk, and the administrator whose session acts for them. */
async function anAssisted() {
	const { admin, again } = await aHelper();
	const beginning = aBeginning();
	const profileId = await beginAtDesk(admin, beginning);
	await assistPerson(admin, profileId);
	return { admin, again, beginning, profileId, helper: await again() };
}

function aTakeOver(changes: Record<string, unknown> = {}) {
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	return { ...names, password: PASSWORD, noticeVersion: privacyNoticeInForce().version, ...changes };
}

const foliosFor = async (reviewer: Principal) =>
	(await listQueue(reviewer, {})).items.map(({ folio }) => folio);

const tokenOf = (path: string) => path.split('/').at(-1)!;

describe('a person at the desk', () => {
	it('gets a profile without account, and the notice that was read aloud is on record', async () => {
		const { admin } = await aHelper();
		const profileId = await beginAtDesk(admin, aBeginning());
		const [begun] = await db().select().from(profile).where(eq(profile.id, profileId));
		expect(begun).toMatchObject({ givenNames: 'Itzel', deskAt: expect.any(Date), heldAt: null });
		const [read] = await db()
			.select()
			.from(noticeAcknowledgement)
			.where(eq(noticeAcknowledgement.profileId, profileId));
		expect(read).toMatchObject({ version: privacyNoticeInForce().version, channel: 'desk' });
		expect((await readDesk(admin)).map((person) => person.profileId)).toContain(profileId);
	});

	it('is the same person the second time', async () => {
		const { admin } = await aHelper();
		const beginning = aBeginning();
		const profileId = await beginAtDesk(admin, beginning);
		expect(await beginAtDesk(admin, { ...beginning, givenNames: 'Itzel María' })).toBe(profileId);
	});

	it.each([
		['without the identification', { identified: '' }, 'identified'],
		['without the notice', { noticeRead: undefined }, 'noticeRead'],
		['with another notice', { noticeVersion: '1999-01' }, 'noticeVersion'],
		['with a wrong CURP', { curp: 'XXXX' }, 'curp'],
	])('is not begun %s', async (_, changes, path) => {
		const { admin } = await aHelper();
		const refused = beginAtDesk(admin, aBeginning(changes));
		await expect(refused).rejects.toMatchObject({ reason: { problems: [{ path }] } });
	});

	it('who has an account is sent to it', async () => {
		const { admin } = await aHelper();
		const { curp } = await aServant();
		expect(await codeOf(beginAtDesk(admin, aBeginning({ curp })))).toBe('409 has_account');
	});

	it('keeps the CURP: whoever types it on their own is told of the code', async () => {
		const { admin } = await aHelper();
		const beginning = aBeginning();
		await beginAtDesk(admin, beginning);
		const other = registerAccount(aVisitor(), aRegistration({ curp: beginning.curp }));
		await expect(other).rejects.toThrow(/Tengo un código del módulo/);
	});
});

describe('the code of the desk', () => {
	/** A person with a sheet. */
	async function aSheet() {
		const { admin } = await aHelper();
		const beginning = aBeginning();
		const profileId = await beginAtDesk(admin, beginning);
		return { admin, profileId, curp: beginning.curp, ...(await issueDeskCode(admin, profileId)) };
	}

	it('opens the profile for its owner, with or without e-mail', async () => {
		for (const email of ['', 'nueva@correo.example']) {
			const { curp, code, profileId } = await aSheet();
			const typed = code.toLowerCase().replaceAll('-', ' ');
			const path = await useDeskCode(aVisitor(), { curp, code: typed });
			expect(await readTakeOver(tokenOf(path))).toMatchObject({ state: 'open', email: null });
			const session = await takeOver(aVisitor(), tokenOf(path), aTakeOver({ email }));
			const owner = await identify({ cookieToken: session.token });
			expect(owner).toMatchObject({ profileId, roles: ['servant'] });
			const { email: known, missing } = await getCedula(owner);
			expect(known).toEqual(email ? { address: email, confirmed: false } : null);
			expect(missing.map((each) => each.code)).not.toContain('email_unconfirmed');
			await expect(signIn(aVisitor(), { identifier: curp, password: PASSWORD })).resolves.toBeTruthy();
			expect(await codeOf(useDeskCode(aVisitor(), { curp, code }))).toBe('409 wrong_code');
		}
	});

	it('is the newest one only', async () => {
		const { admin, profileId, curp, code } = await aSheet();
		const { code: fresh } = await issueDeskCode(admin, profileId);
		expect(await codeOf(useDeskCode(aVisitor(), { curp, code }))).toBe('409 wrong_code');
		await expect(useDeskCode(aVisitor(), { curp, code: fresh })).resolves.toMatch(/^\/alta\//);
	});

	it('gets the same words for another CURP, and ends after a month', async () => {
		const { curp, code } = await aSheet();
		const { curp: unknown } = aRegistration();
		expect(await codeOf(useDeskCode(aVisitor(), { curp: unknown, code }))).toBe('409 wrong_code');
		const later = new Date(now().getTime() + CODE_DAYS * DAY_MS);
		setClock(() => later);
		expect(await codeOf(useDeskCode(aVisitor(), { curp, code }))).toBe('409 wrong_code');
	});

	it('is void after too many wrong ones', async () => {
		const { curp, code } = await aSheet();
		for (let tried = 0; tried < MOST_WRONG_CODES; tried++) {
			expect(await codeOf(useDeskCode(aVisitor(), { curp, code: '2222-2222-2222' }))).toBe('409 wrong_code');
		}
		expect(await codeOf(useDeskCode(aVisitor(), { curp, code }))).toBe('409 wrong_code');
	});

	it('is not made for somebody who has an account', async () => {
		const { admin } = await aHelper();
		const { profileId } = await aServant();
		expect(await codeOf(issueDeskCode(admin, profileId))).toBe('404 not_found');
		expect(await codeOf(assistPerson(admin, profileId))).toBe('404 not_found');
	});
});

describe('an administrator who helps a person', () => {
	it('fills in and sends the cédula, every act marked as done at the desk', async () => {
		const { helper, profileId } = await anAssisted();
		expect(helper).toMatchObject({ profileId, channel: 'desk', name: expect.stringContaining('Personal') });
		await aCompleteCedula(helper);
		const { folio } = await aSubmission(helper);
		expect(folio).toMatch(/^SHM-/);
		const acts = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.profileId, profileId), eq(auditEntry.action, 'cedula.submit')));
		expect(acts).toMatchObject([{ actorId: helper.accountId, role: 'admin', channel: 'desk' }]);
	});

	it('may do nothing else meanwhile, and is themselves again afterwards', async () => {
		const { helper, again, profileId } = await anAssisted();
		expect(await codeOf(listStaff(helper))).toBe('403 not_allowed');
		expect(await codeOf(takeNext(helper))).toBe('403 not_allowed');
		const consents = saveSections(helper, { consents: { bank: true } });
		expect(await codeOf(consents)).toBe('403 not_allowed');
		expect(await endAssistance(helper)).toBe(profileId);
		const self = await again();
		expect(self).toMatchObject({ profileId: null, channel: 'web' });
		expect(self.assists).toBeUndefined();
		await expect(listStaff(self)).resolves.toBeTruthy();
		expect(await codeOf(getCedula(self))).toBe('403 not_allowed');
	});

	it('can sign out without it being written on the person', async () => {
		const { helper, profileId, again } = await anAssisted();
		await signOut(helper);
		expect(await again()).toBeNull();
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.profileId, profileId));
		expect(entries.map(({ action }) => action)).not.toContain('account.sign-out');
	});

	it('stops when the time is over, and when the person takes the profile over', async () => {
		const { admin, again, beginning, profileId } = await anAssisted();
		const { code } = await issueDeskCode(admin, profileId);
		const path = await useDeskCode(aVisitor(), { curp: beginning.curp, code });
		const begun = now().getTime();
		setClock(() => new Date(begun + ASSISTANCE_MINUTES * MINUTE_MS));
		expect((await again()).assists).toBeUndefined();
		setClock();
		expect((await again()).assists).toBeDefined();
		await takeOver(aVisitor(), tokenOf(path), aTakeOver());
		expect((await again()).assists).toBeUndefined();
	});

	it('is seen by the person later, in their record of who saw their data', async () => {
		const { helper, beginning, profileId } = await anAssisted();
		await saveSections(helper, { contact: { phone: '7221234567' } });
		await endAssistance(helper);
		const { admin } = await aHelper();
		const { code } = await issueDeskCode(admin, profileId);
		const path = await useDeskCode(aVisitor(), { curp: beginning.curp, code });
		const { token } = await takeOver(aVisitor(), tokenOf(path), aTakeOver());
		const owner = await identify({ cookieToken: token });
		const { items } = await listAccessLog(owner, {});
		const seen = items.map(({ what }) => what).reverse();
		expect(seen.slice(0, 3)).toEqual([
			'Abrió su perfil en el módulo',
			'Abrió su cédula en el módulo, con usted',
			'Guardó una parte de su cédula, con usted',
		]);
		expect(items.every(({ who }) => who.includes('Administrador'))).toBe(true);
	});

	it('never reviews that person, and somebody else does', async () => {
		const { helper, again } = await anAssisted();
		await aCompleteCedula(helper);
		const { folio } = await aSubmission(helper);
		await endAssistance(helper);
		const self = await again();
		expect(await foliosFor(self)).not.toContain(folio);
		expect(await codeOf(openCase(self, folio))).toBe('403 not_allowed');
		const reviewer = await aStaffMember('reviewer');
		expect(await foliosFor(reviewer)).toContain(folio);
		await expect(openCase(reviewer, folio)).resolves.toMatchObject({ folio });
	});
});
