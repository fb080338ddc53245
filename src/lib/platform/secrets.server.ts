import {
	createCipheriv,
	createDecipheriv,
	createHmac,
	createSecretKey,
	hash,
	hkdfSync,
	randomBytes,
	type KeyObject,
} from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What opens everything that this installation keeps encrypted, once {@link holdKeys} was called at the start. */
export type Keys = {
	/** how often the master key was changed, from 1 on */
	generation: number;
	/** encrypts the key of each person; derived from the master key */
	wrapping: KeyObject;
	/** the secret of the installation, which stays when the master key changes */
	secret: KeyObject;
};

let held: Keys | undefined;

/** Gives this process its keys (`installation-keys.server.ts`). */
export function holdKeys(keys: Keys): void {
	held = keys;
	purposeKeys.clear();
}

/** The keys of this process. @throws Error before the start has opened them: a fault of ours, never of a person */
export function heldKeys(): Keys {
	if (!held) throw new Error('openKeys() has not been called');
	return held;
}

/** A key for one purpose, derived from a secret: knowing it tells nothing of the secret or of other purposes (HKDF-SHA-256). */
export function deriveKey(secret: KeyObject | string, purpose: string): KeyObject {
	return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES)));
}

const purposeKeys = new Map<string, KeyObject>();

/**
 * The key of the installation for one purpose, derived from its secret once. The purposes are few and fixed. What it marked
 * or hashed stays right when the master key is changed.
 */
export function purposeKey(purpose: string): KeyObject {
	const known = purposeKeys.get(purpose);
	if (known) return known;
	const key = deriveKey(heldKeys().secret, purpose);
	purposeKeys.set(purpose, key);
	return key;
}

/** Keyed hash for finding by equality what is stored encrypted (CURP) or kept only as a hash. */
export function keyedHash(purpose: string, value: string): Buffer {
	return createHmac('sha256', purposeKey(purpose)).update(value).digest();
}

/** Encrypts with AES-256-GCM. @returns nonce, tag and ciphertext in one buffer */
export function seal(key: KeyObject, plain: Buffer | string): Buffer {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key, nonce);
	const body = Buffer.concat([cipher.update(plain), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what {@link seal} made. @throws Error when the key is another one or a byte was changed */
export function unseal(key: KeyObject, sealed: Buffer): Buffer {
	const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
	decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
	return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** A secret for a link or a session: 32 random bytes in base64url. Only its {@link tokenHash} is stored. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is stored of a token (SHA-256: the token itself has full entropy, so no key or salt is needed). */
export function tokenHash(token: string): Buffer {
	return hash('sha256', token, 'buffer');
}
