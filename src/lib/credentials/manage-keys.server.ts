import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { record } from '#lib/audit/record.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { didDocument, type IssuerKey } from './did.ts';
import { listKeys, replaceKey, signingKey } from './issuer-keys.server.ts';

type NumberedKey = IssuerKey & { number: number };

/** Makes the first key for credentials, before anybody needs it. @throws Refusal conflict `has_key` when there is one */
export async function createIssuerKey(by: Authority): Promise<NumberedKey> {
	const actor = authorizeStaffWork(by, 'credential.keys');
	return inTransaction(async (tx) => {
		if ((await listKeys(tx)).length > 0)
			throw conflict(
				'has_key',
				'Ya hay una llave para credenciales. Para cambiarla use «credentials keys rotate».',
			);
		const key = await replaceKey(tx);
		await record(tx, actor, { action: 'credential.create-key', subject: key.thumbprint });
		return key;
	});
}

/** Another key signs from now on; what the former ones signed can still be verified. Only the console of the server may. */
export async function rotateIssuerKey(by: Authority): Promise<NumberedKey> {
	const actor = authorizeStaffWork(by, 'credential.keys');
	return inTransaction(async (tx) => {
		const key = await replaceKey(tx);
		await record(tx, actor, { action: 'credential.rotate-key', subject: key.thumbprint });
		return key;
	});
}

/** The keys for credentials, the oldest first, without anything secret. */
export async function listIssuerKeys(by: Authority): Promise<NumberedKey[]> {
	authorizeStaffWork(by, 'credential.keys');
	return listKeys(db());
}

/** What the institution publishes about its keys (did:web); the first question makes the first key. */
export async function publishKeys() {
	await signingKey();
	return didDocument(settings().origin, await listKeys(db()));
}
