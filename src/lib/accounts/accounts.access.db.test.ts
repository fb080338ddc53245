import { describe, expect, it } from 'vitest';
import { newId } from '#lib/platform/ids.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { ROLES, type Principal, type Role, type UseCase } from '#lib/access/access.ts';
import { changeEmail, resendConfirmation } from './change-email.server.ts';
import { changePassword } from './change-password.server.ts';
import { closeOtherSessions, closeSession } from './close-session.server.ts';
import { createApiKey, createOwnApiKey } from './create-api-key.server.ts';
import { createUser } from './create-user.server.ts';
import { endStaff } from './end-staff.server.ts';
import { grantRole } from './grant-role.server.ts';
import { inviteAgain, inviteStaff } from './invite-staff.server.ts';
import { listApiKeys } from './list-api-keys.server.ts';
import { listStaff } from './list-staff.server.ts';
import { readOwnAccount } from './read-own-account.server.ts';
import { reclaimCurp } from './reclaim-curp.server.ts';
import { revokeApiKey } from './revoke-api-key.server.ts';
import { signOut } from './sign-out.server.ts';

useTestDatabase();

type Door = [name: string, useCase: UseCase, run: (principal: Principal | null) => Promise<unknown>];

const ADMIN: Role[] = ['admin'];
const OWN: Door[] = [
	['changeEmail', 'account.own', (principal) => changeEmail(principal, {})],
	['resendConfirmation', 'account.own', (principal) => resendConfirmation(principal)],
	['changePassword', 'account.own', (principal) => changePassword(principal, {})],
	['closeSession', 'account.own', (principal) => closeSession(principal, newId())],
	['closeOtherSessions', 'account.own', (principal) => closeOtherSessions(principal)],
	['readOwnAccount', 'account.own', (principal) => readOwnAccount(principal)],
	['signOut', 'account.own', (principal) => signOut(principal)],
];
const ADMINISTRATION: Door[] = [
	['inviteStaff', 'account.invite-staff', (principal) => inviteStaff(principal, {})],
	['inviteAgain', 'account.invite-staff', (principal) => inviteAgain(principal, newId())],
	['endStaff', 'account.invite-staff', (principal) => endStaff(principal, newId())],
	['listStaff', 'account.list-staff', (principal) => listStaff(principal)],
	['createUser', 'account.create-user', (principal) => createUser(principal, {})],
	['grantRole', 'account.grant-role', (principal) => grantRole(principal, {})],
	['reclaimCurp', 'account.reclaim-curp', (principal) => reclaimCurp(principal, {})],
	['createOwnApiKey', 'account.manage-keys', (principal) => createOwnApiKey(principal, {})],
	['listApiKeys', 'account.manage-keys', (principal) => listApiKeys(principal)],
	['revokeApiKey', 'account.manage-keys', (principal) => revokeApiKey(principal, newId())],
];

describe('who may', () => {
	it.each(OWN)('%s: everybody who is signed in', async (_, useCase, run) => {
		await expectDoor(useCase, ROLES, run);
	});

	it.each(ADMINISTRATION)('%s: administrators', async (_, useCase, run) => {
		await expectDoor(useCase, ADMIN, run);
	});

	it('make keys for others: nobody on the web, only the console', async () => {
		await expectDoor('account.create-key-for', [], (principal) => createApiKey(principal, {}));
	});
});

describe('an API key', () => {
	it.each([...OWN, ...ADMINISTRATION.slice(-3)])('never opens %s', async (_, __, run) => {
		for (const scope of ['review', 'bank', 'jobs', 'admin'] as const) {
			expect(await doorOf(run(aPrincipal('admin', { scope, channel: 'api' })))).toBe(403);
		}
	});

	it.each(ADMINISTRATION.slice(0, 7))(
		'opens %s with the scope of administration only',
		async (_, __, run) => {
			expect(await doorOf(run(aPrincipal('admin', { scope: 'admin' })))).toBe(0);
			expect(await doorOf(run(aPrincipal('admin', { scope: 'review' })))).toBe(403);
			expect(await doorOf(run(aPrincipal('reviewer', { scope: 'admin' })))).toBe(403);
		},
	);
});
