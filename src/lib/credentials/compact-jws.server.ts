import { sign, verify, type KeyObject } from 'node:crypto';
import type { SigningKey } from './issuer-keys.server.ts';

/** What a compact JWS says of itself; nothing of it is true until its signature was verified. */
export type OpenedJws = {
	kid: string;
	payload: Record<string, unknown>;
	isSignedBy(key: KeyObject): boolean;
};

const ALGORITHM = 'EdDSA';

/**
 * Signs a payload as a compact JWS (RFC 7515, RFC 8037): the same payload and key give the same text.
 * @param kid full name of the key, `did:web:…#thumbprint`
 */
export function signJws(payload: object, kid: string, { privateKey }: SigningKey): string {
	const input = `${encoded({ alg: ALGORITHM, typ: 'JWT', kid })}.${encoded(payload)}`;
	return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}

/** Reads a compact JWS of EdDSA; undefined when it is none. */
export function openJws(text: string): OpenedJws | undefined {
	const [header, payload, signature, more] = text.split('.');
	if (!header || !payload || !signature || more !== undefined) return undefined;
	const said = decoded(header);
	const claims = decoded(payload);
	if (!said || !claims || said.alg !== ALGORITHM || typeof said.kid !== 'string' || 'crit' in said)
		return undefined;
	const bytes = Buffer.from(signature, 'base64url');
	if (bytes.toString('base64url') !== signature) return undefined;
	const input = Buffer.from(`${header}.${payload}`);
	return { kid: said.kid, payload: claims, isSignedBy: (key) => verify(null, input, key, bytes) };
}

function encoded(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(part: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
