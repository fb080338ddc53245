import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import {
	aRegistration,
	aServant,
	aStaffMember,
	aVisitor,
	PASSWORD,
} from '../../../tests/support/factories.ts';
import { mailFor, tokenIn } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { acceptFirstAdmin } from './accept-first-admin.server.ts';
import { acceptInvitation, readInvitation, renewInvitation } from './accept-invitation.server.ts';
import { createUser } from './create-user.server.ts';
import { endStaff } from './end-staff.server.ts';
import { firstAdminLink } from './first-admin.server.ts';
import { grantRole } from './grant-role.server.ts';
import { holdCurp } from './hold-curp.server.ts';
import { identify } from './identify.server.ts';
import { inviteAgain, inviteStaff } from './invite-staff.server.ts';
import { listStaff } from './list-staff.server.ts';
import { OPERATOR } from './operator.ts';
import { reclaimCurp } from './reclaim-curp.server.ts';
import { registerAccount } from './register-account.server.ts';
import { signIn } from './sign-in.server.ts';
import { account } from './tables.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';

useTestDatabase();

const tokenOf = (link: string | null) => link!.split('/').at(-1)!;
const stored = async (id: string) => (await db().select().from(account).where(eq(account.id, id)))[0]!;
const INVITED = { name: 'Rosa Ek', roles: ['reviewer'] };

describe('the first administrator', () => {
	it('is created by the printed link, once, and then no link is printed any more', async () => {
		const older = tokenOf(await firstAdminLink());
		const link = await firstAdminLink();
		expect(link).toMatch(/^http:\/\/localhost:3000\/instalacion\/[\w-]{43}$/);
		const given = { name: 'Admin Uno', email: 'admin@instituto.example', password: PASSWORD };
		expect(await codeOf(acceptFirstAdmin(aVisitor(), older, given))).toBe('409 link_used');
		const two = await Promise.allSettled(
			[1, 2].map(() => acceptFirstAdmin(aVisitor(), tokenOf(link), given)),
		);
		const opened = two.filter((result) => result.status === 'fulfilled');
		expect(opened).toHaveLength(1);
		expect(await identify({ cookieToken: opened[0]!.value.token })).toMatchObject({
			name: 'Admin Uno',
			roles: ['admin'],
			profileId: null,
		});
		await expect(
			signIn(aVisitor(), { identifier: 'admin@instituto.example', password: PASSWORD }),
		).resolves.toHaveProperty('token');
		expect(await firstAdminLink()).toBeNull();
	});
});

describe('inviting staff', () => {
	it('hands out the link while there is no mail server; accepting it confirms the address and signs in', async () => {
		const admin = await aStaffMember('admin');
		const email = 'rosa@instituto.example';
		const { accountId, link, outcome } = await inviteStaff(admin, { ...INVITED, email });
		expect(outcome).toBe('invited');
		expect(await readInvitation(tokenOf(link))).toEqual({ state: 'open', name: 'Rosa Ek', email });
		const opened = await acceptInvitation(aVisitor(), tokenOf(link), { password: PASSWORD });
		expect(await identify({ cookieToken: opened.token })).toMatchObject({ accountId, roles: ['reviewer'] });
		await expect(signIn(aVisitor(), { identifier: email, password: PASSWORD })).resolves.toHaveProperty(
			'token',
		);
		expect(await codeOf(acceptInvitation(aVisitor(), tokenOf(link), { password: PASSWORD }))).toBe(
			'409 link_used',
		);
	});

	it('goes by mail as well', async () => {
		const admin = await aStaffMember('admin');
		const { accountId } = await inviteStaff(admin, { ...INVITED, email: 'mail@instituto.example' });
		const mail = await mailFor(accountId, 'staff-invitation');
		expect(mail?.to).toBe('mail@instituto.example');
		await expect(acceptInvitation(aVisitor(), tokenIn(mail), { password: PASSWORD })).resolves.toHaveProperty(
			'token',
		);
		expect(await mailFor(accountId, 'staff-invitation')).toBeNull();
	});

	it('can be repeated; the link before is void then', async () => {
		const admin = await aStaffMember('admin');
		const first = await inviteStaff(admin, { ...INVITED, email: 'dos@instituto.example' });
		const again = await inviteAgain(admin, first.accountId);
		expect((await readInvitation(tokenOf(first.link))).state).toBe('stale');
		await acceptInvitation(aVisitor(), tokenOf(again.link), { password: PASSWORD });
		expect(await codeOf(inviteAgain(admin, first.accountId))).toBe('409 accepted');
	});

	it('expires after seven days, and the page offers another one', async () => {
		const admin = await aStaffMember('admin');
		const { accountId, link } = await inviteStaff(admin, { ...INVITED, email: 'tarde@instituto.example' });
		const later = Date.now() + 7 * 86_400_000;
		setClock(() => new Date(later));
		expect((await readInvitation(tokenOf(link))).state).toBe('expired');
		expect(await codeOf(acceptInvitation(aVisitor(), tokenOf(link), { password: PASSWORD }))).toBe(
			'409 link_expired',
		);
		await renewInvitation(tokenOf(link));
		const mail = await mailFor(accountId, 'staff-invitation');
		await expect(acceptInvitation(aVisitor(), tokenIn(mail), { password: PASSWORD })).resolves.toHaveProperty(
			'token',
		);
	});

	it('gives the role at once to whoever has a confirmed account', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant();
		const { outcome } = await inviteStaff(admin, { ...INVITED, email: person.email });
		expect(outcome).toBe('granted');
		expect((await stored(person.accountId)).roles).toEqual(['servant', 'reviewer']);
	});

	it('does not give a role to somebody who only typed the address', async () => {
		const admin = await aStaffMember('admin');
		const stranger = await aServant({ emailConfirmed: false, email: 'jefa@instituto.example' });
		const { accountId } = await inviteStaff(admin, { ...INVITED, email: 'jefa@instituto.example' });
		expect(accountId).not.toBe(stranger.accountId);
		expect((await stored(stranger.accountId)).roles).toEqual(['servant']);
	});

	it('refuses roles that nobody gives', async () => {
		const admin = await aStaffMember('admin');
		const invitation = { email: 'x@instituto.example', name: 'X', roles: ['servant'] };
		expect(await codeOf(inviteStaff(admin, invitation))).toBe('422 invalid');
		expect(await codeOf(inviteStaff(admin, { ...invitation, roles: [] }))).toBe('422 invalid');
	});
});

describe('staff', () => {
	it('are listed with their state, people with a cédula only are not', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant();
		const { accountId } = await inviteStaff(admin, { ...INVITED, email: 'lista@instituto.example' });
		const listed = await listStaff(admin);
		const states = new Map(listed.map((member) => [member.accountId, member.state]));
		expect(states.get(admin.accountId)).toBe('active');
		expect(states.get(accountId)).toBe('invited');
		expect(states.has(person.accountId)).toBe(false);
	});

	it('lose sessions at once when their work ends, and keep their cédula', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant();
		await grantRole(admin, { email: person.email, role: 'reviewer' });
		const { token } = await signIn(aVisitor(), { identifier: person.curp, password: PASSWORD });
		await endStaff(admin, person.accountId);
		expect(await identify({ cookieToken: token })).toBeNull();
		expect(await stored(person.accountId)).toMatchObject({ roles: ['servant'], disabledAt: null });
		const reviewer = await aStaffMember('reviewer');
		await endStaff(admin, reviewer.accountId);
		expect((await stored(reviewer.accountId)).disabledAt).not.toBeNull();
		expect(await codeOf(endStaff(admin, admin.accountId))).toBe('409 own_account');
	});
});

describe('at the console', () => {
	it('an account is created with a password, and can be entered', async () => {
		const email = 'consola@instituto.example';
		const given = { email, name: 'De Consola', role: 'reviewer', password: PASSWORD };
		expect(await createUser(OPERATOR, given)).toMatchObject({ link: null });
		await expect(signIn(aVisitor(), { identifier: email, password: PASSWORD })).resolves.toHaveProperty(
			'token',
		);
		expect(await codeOf(createUser(OPERATOR, given))).toBe('409 email_held');
	});

	it('an account is created without a password, and entered by its link', async () => {
		const given = { email: 'enlace@instituto.example', name: 'De Enlace', role: 'admin' };
		const { link } = await createUser(OPERATOR, given);
		await expect(acceptInvitation(aVisitor(), tokenOf(link), { password: PASSWORD })).resolves.toHaveProperty(
			'token',
		);
	});

	it('a role is given, and the audit names the console', async () => {
		const person = await aServant();
		await grantRole(OPERATOR, { email: person.email, role: 'expert' });
		expect((await stored(person.accountId)).roles).toEqual(['servant', 'expert']);
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.subject, person.accountId));
		expect(deeds.at(-1)).toMatchObject({ role: 'operator', channel: 'cli', actorId: null });
		expect(await codeOf(grantRole(OPERATOR, { email: 'nadie@x.example', role: 'expert' }))).toBe(
			'404 not_found',
		);
	});
});

describe('freeing a CURP at the desk', () => {
	it('closes the account of whoever typed it, confirmed or not, and its owner can register', async () => {
		const squatter = await aServant();
		await reclaimCurp(OPERATOR, { curp: squatter.curp });
		expect((await stored(squatter.accountId)).disabledAt).not.toBeNull();
		await expect(registerAccount(aVisitor(), aRegistration({ curp: squatter.curp }))).resolves.toHaveProperty(
			'id',
		);
	});

	it('is refused once a cédula was sent, and when nobody has it', async () => {
		const admin = await aStaffMember('admin');
		const person = await aServant();
		await inTransaction((tx) => holdCurp(tx, person.profileId));
		expect(await codeOf(reclaimCurp(admin, { curp: person.curp }))).toBe('409 curp_held');
		expect(await codeOf(reclaimCurp(admin, { curp: aRegistration().curp }))).toBe('404 not_found');
	});
});
