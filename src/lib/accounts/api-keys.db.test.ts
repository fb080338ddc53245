import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aServant, aStaffMember, PASSWORD } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { authorize, may } from '#lib/access/access.ts';
import { createApiKey, createOwnApiKey } from './create-api-key.server.ts';
import { endStaff } from './end-staff.server.ts';
import { identify } from './identify.server.ts';
import { listApiKeys } from './list-api-keys.server.ts';
import { OPERATOR } from './operator.ts';
import { revokeApiKey } from './revoke-api-key.server.ts';
import { account, apiKey } from './tables.server.ts';

useTestDatabase();

const emailOf = async (id: string) => (await db().select().from(account).where(eq(account.id, id)))[0]!.email;
const keyFor = async (accountId: string, scope: string, days?: number) =>
	createApiKey(OPERATOR, { email: await emailOf(accountId), scope, days });
const bearer = (key: string) => identify({ authorization: `Bearer ${key}` });

describe('an API key', () => {
	it('acts as its owner within its scope', async () => {
		const reviewer = await aStaffMember('reviewer');
		const { key } = await keyFor(reviewer.accountId, 'review');
		expect(key).toMatch(/^shm_[\w-]{43}$/);
		const principal = await bearer(key);
		expect(principal).toMatchObject({ accountId: reviewer.accountId, scope: 'review', channel: 'api' });
		expect(may(principal!, 'review.decide')).toBe(true);
		expect(may(principal!, 'bank.search')).toBe(true);
		expect(may(principal!, 'account.own')).toBe(false);
		expect(() => authorize(principal, 'account.list-staff')).toThrow();
	});

	it('is stored as a hash only', async () => {
		const reviewer = await aStaffMember('reviewer');
		const { id, key } = await keyFor(reviewer.accountId, 'bank');
		const [row] = await db().select().from(apiKey).where(eq(apiKey.id, id));
		expect(row!.secretHash.toString('latin1')).not.toContain(key);
		expect(row!.secretHash).toHaveLength(32);
	});

	it('ends on its day', async () => {
		const reviewer = await aStaffMember('reviewer');
		const { key, expiresAt } = await keyFor(reviewer.accountId, 'bank', 1);
		setClock(() => new Date(expiresAt.getTime() - 1));
		expect(await bearer(key)).not.toBeNull();
		setClock(() => expiresAt);
		expect(await bearer(key)).toBeNull();
	});

	it('is worthless once revoked, and revoking again changes nothing', async () => {
		const admin = await aStaffMember('admin');
		const { id, key } = await keyFor(admin.accountId, 'admin');
		await revokeApiKey(admin, id);
		await revokeApiKey(admin, id);
		expect(await bearer(key)).toBeNull();
		const listed = (await listApiKeys(admin)).find((candidate) => candidate.id === id);
		expect(listed).toMatchObject({ state: 'revoked', scope: 'admin' });
		expect(await codeOf(revokeApiKey(admin, 'no-es-una'))).toBe('404 not_found');
	});

	it('ends with the work of its owner', async () => {
		const admin = await aStaffMember('admin');
		const reviewer = await aStaffMember('reviewer');
		const { key } = await keyFor(reviewer.accountId, 'review');
		await endStaff(admin, reviewer.accountId);
		expect(await bearer(key)).toBeNull();
	});

	it('is not made for an unknown e-mail, nor with a scope of no use to its owner', async () => {
		const person = await aServant();
		expect(await codeOf(createApiKey(OPERATOR, { email: 'nadie@x.example', scope: 'bank' }))).toBe(
			'404 not_found',
		);
		expect(await codeOf(createApiKey(OPERATOR, { email: person.email, scope: 'review' }))).toBe(
			'422 invalid',
		);
	});

	it('of one’s own needs the password', async () => {
		const admin = await aStaffMember('admin');
		const given = { scope: 'review', days: '30' };
		expect(await codeOf(createOwnApiKey(admin, { ...given, currentPassword: 'no es esa' }))).toBe(
			'422 invalid',
		);
		const { key } = await createOwnApiKey(admin, { ...given, currentPassword: PASSWORD });
		expect(await bearer(key)).toMatchObject({ accountId: admin.accountId });
	});

	it('tells the last use', async () => {
		const admin = await aStaffMember('admin');
		const { id, key } = await keyFor(admin.accountId, 'admin');
		await bearer(key);
		const listed = (await listApiKeys(admin)).find((candidate) => candidate.id === id);
		expect(listed!.lastUsedAt).toBeInstanceOf(Date);
	});
});
