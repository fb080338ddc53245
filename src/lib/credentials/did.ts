/** The public part of an Ed25519 key (RFC 8037). */
export type PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string };

/** A key with which credentials are or were signed. */
export type IssuerKey = { thumbprint: string; publicJwk: PublicJwk; createdAt: Date; retiredAt: Date | null };

/** The did:web of a public address without a path, `did:web:shm.example.mx`; a port is written `%3A8080`. */
export function didOf(origin: string): string {
	return `did:web:${new URL(origin).host.replace(':', '%3A')}`;
}

/** How a credential names the key that signed it: `did:web:…#thumbprint`. */
export function keyIdOf(did: string, { thumbprint }: Pick<IssuerKey, 'thumbprint'>): string {
	return `${did}#${thumbprint}`;
}

/** Terms for the dates of keys, which the standard contexts lack. */
const DATES = {
	created: {
		'@id': 'http://purl.org/dc/terms/created',
		'@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
	},
	retired: { '@id': 'https://schema.org/validThrough', '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
};

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** What tells, before its 32 bytes, that a key is of Ed25519 (multicodec). */
const ED25519_MULTICODEC = 'ed01';

/** An Ed25519 key as a Multikey writes it: `z` and base58 (W3C Controlled Identifiers 1.0 §2.2.2). */
export function multibaseOf({ x }: PublicJwk): string {
	let rest = BigInt(`0x${ED25519_MULTICODEC}${Buffer.from(x, 'base64url').toString('hex')}`);
	let text = '';
	for (; rest > 0n; rest /= 58n) text = BASE58[Number(rest % 58n)]! + text;
	return `z${text}`;
}

/**
 * The document at `/.well-known/did.json` (did:web): every key that ever signed, with its dates. Former keys stay among
 * the methods of assertion, because what they signed goes on being true. Each key is there twice: as a JWK, under the name
 * that credentials use, and as a Multikey, for programs that know no `JsonWebKey`.
 */
export function didDocument(origin: string, keys: readonly IssuerKey[]) {
	const did = didOf(origin);
	const methods = keys.flatMap((key) => {
		const dates = {
			created: key.createdAt.toISOString(),
			...(key.retiredAt && { retired: key.retiredAt.toISOString() }),
		};
		const publicKeyJwk = { ...key.publicJwk, kid: key.thumbprint, alg: 'EdDSA', use: 'sig' };
		const publicKeyMultibase = multibaseOf(key.publicJwk);
		return [
			{ id: keyIdOf(did, key), type: 'JsonWebKey', controller: did, publicKeyJwk, ...dates },
			{ id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase, ...dates },
		];
	});
	return {
		'@context': [
			'https://www.w3.org/ns/did/v1',
			'https://w3id.org/security/jwk/v1',
			'https://w3id.org/security/multikey/v1',
			DATES,
		],
		id: did,
		verificationMethod: methods,
		assertionMethod: methods.map(({ id }) => id),
	};
}
