import { desc, eq } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { authorize, type ApiScope, type Principal } from '#lib/access/access.ts';
import { account, apiKey } from './tables.server.ts';

/** A key as an administrator sees it; its secret is not known to anybody. */
export type ListedApiKey = {
	id: string;
	owner: string;
	scope: ApiScope;
	state: 'active' | 'expired' | 'revoked';
	createdAt: Date;
	expiresAt: Date;
	lastUsedAt: Date | null;
};

/** All keys of the installation, the newest first. */
export async function listApiKeys(principal: Principal | null): Promise<ListedApiKey[]> {
	authorize(principal, 'account.manage-keys');
	const rows = await db()
		.select({ key: apiKey, name: account.name, email: account.email })
		.from(apiKey)
		.innerJoin(account, eq(account.id, apiKey.accountId))
		.orderBy(desc(apiKey.createdAt));
	return rows.map(({ key, name, email }) => ({
		id: key.id,
		owner: name ?? email ?? '',
		scope: key.scope as ApiScope,
		state: key.revokedAt ? 'revoked' : key.expiresAt <= now() ? 'expired' : 'active',
		createdAt: key.createdAt,
		expiresAt: key.expiresAt,
		lastUsedAt: key.lastUsedAt,
	}));
}
