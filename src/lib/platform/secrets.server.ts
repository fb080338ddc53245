import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	createSecretKey,
	hkdfSync,
	randomBytes,
	type KeyObject,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settings } from './config.server.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

let loaded: { key: KeyObject; source: string } | undefined;

/**
 * The master key of the installation (32 bytes), which wraps the key of each person (rules.md, "Keys and backups").
 * From MASTER_KEY, MASTER_KEY_FILE, or the file `master.key` of the data folder, made with mode 0600 when absent.
 */
export function masterKey(): KeyObject {
	const { masterKey: given, masterKeyFile } = settings();
	const source = given ?? masterKeyPath()!;
	if (loaded?.source !== source) {
		const key = given ? Buffer.from(given, 'base64') : readOrCreate(source, !masterKeyFile);
		if (key.length !== KEY_BYTES)
			throw new Error(`MASTER_KEY: se esperaban 32 bytes en base64, hay ${key.length}`);
		loaded = { key: createSecretKey(key), source };
	}
	return loaded.key;
}

/** The file that the master key lies in; none when the environment holds the key itself. */
export function masterKeyPath(): string | undefined {
	const { masterKey: given, masterKeyFile, dataDir } = settings();
	return given ? undefined : (masterKeyFile ?? join(dataDir, 'master.key'));
}

function readOrCreate(path: string, mayCreate: boolean): Buffer {
	try {
		return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
	} catch (error) {
		if (!mayCreate || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	mkdirSync(dirname(path), { recursive: true });
	const key = randomBytes(KEY_BYTES);
	try {
		writeFileSync(path, key.toString('base64') + '\n', { mode: 0o600, flag: 'wx', flush: true });
		return key;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
	}
}

/** A key for one purpose, derived from a secret: knowing it tells nothing of the secret or of other purposes (HKDF-SHA-256). */
export function deriveKey(secret: KeyObject | string, purpose: string): KeyObject {
	return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES)));
}

const purposeKeys = new Map<string, { master: KeyObject; key: KeyObject }>();

/** The key of the installation for one purpose, derived from the master key once. The purposes are few and fixed. */
export function purposeKey(purpose: string): KeyObject {
	const master = masterKey();
	const known = purposeKeys.get(purpose);
	if (known?.master === master) return known.key;
	const key = deriveKey(master, purpose);
	purposeKeys.set(purpose, { master, key });
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
	return createHash('sha256').update(token).digest();
}
