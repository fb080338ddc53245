import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyObject,
} from 'node:crypto';
import { asc, desc, eq, isNull } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import { db, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { purposeKey, seal, unseal } from '#lib/platform/secrets.server.ts';
import type { IssuerKey, PublicJwk } from './did.ts';
import { credentialKey } from './tables.server.ts';

/** The key that signs now, opened. */
export type SigningKey = { thumbprint: string; privateKey: KeyObject };

/** The key that signs now; a new installation gets its first one here. */
export async function signingKey(): Promise<SigningKey> {
	const [row] = await currentRow(db());
	if (!row) {
		await insertKey(db(), 1);
		return signingKey();
	}
	const der = unseal(sealingKey(), row.sealedPrivate!);
	const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
	return { thumbprint: row.thumbprint, privateKey };
}

/** Every key that ever signed, the oldest first. */
export async function listKeys(reader: Reader): Promise<(IssuerKey & { number: number })[]> {
	const { number, thumbprint, publicJwk, createdAt, retiredAt } = credentialKey;
	return reader
		.select({ number, thumbprint, publicJwk, createdAt, retiredAt })
		.from(credentialKey)
		.orderBy(asc(credentialKey.number));
}

/** The public key of this thumbprint, in use or retired. */
export async function publicKeyOf(reader: Reader, thumbprint: string): Promise<KeyObject | undefined> {
	const [row] = await reader.select().from(credentialKey).where(eq(credentialKey.thumbprint, thumbprint));
	return row && createPublicKey({ key: row.publicJwk, format: 'jwk' });
}

/** Makes a key, in the place of the present one if there is one, whose private part is destroyed. */
export async function replaceKey(tx: Transaction): Promise<IssuerKey & { number: number }> {
	const [newest] = await tx.select().from(credentialKey).orderBy(desc(credentialKey.number)).limit(1);
	await tx
		.update(credentialKey)
		.set({ retiredAt: now(), sealedPrivate: null })
		.where(isNull(credentialKey.retiredAt));
	const number = (newest?.number ?? 0) + 1;
	await insertKey(tx, number);
	return (await listKeys(tx)).find((key) => key.number === number)!;
}

/** Of several processes that make the same key together, the first one's stands. */
async function insertKey(reader: Reader, number: number): Promise<void> {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519');
	const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
	const publicJwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x };
	await reader
		.insert(credentialKey)
		.values({
			number,
			thumbprint: thumbprintOf(publicJwk),
			publicJwk,
			sealedPrivate: seal(sealingKey(), privateKey.export({ format: 'der', type: 'pkcs8' })),
			createdAt: now(),
		})
		.onConflictDoNothing();
}

function currentRow(reader: Reader) {
	return reader.select().from(credentialKey).where(isNull(credentialKey.retiredAt)).limit(1);
}

/** Derived from the secret of the installation, which stays when the master key changes; apart from the keys of people. */
function sealingKey(): KeyObject {
	return purposeKey('credential-key');
}

function thumbprintOf({ crv, kty, x }: PublicJwk): string {
	return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}
