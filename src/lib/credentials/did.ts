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

/**
 * The document at `/.well-known/did.json` (did:web): every key that ever signed, with its dates. Former keys stay among
 * the methods of assertion, because what they signed goes on being true.
 */
export function didDocument(origin: string, keys: readonly IssuerKey[]) {
	const did = didOf(origin);
	return {
		'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1', DATES],
		id: did,
		verificationMethod: keys.map((key) => ({
			id: keyIdOf(did, key),
			type: 'JsonWebKey',
			controller: did,
			publicKeyJwk: { ...key.publicJwk, kid: key.thumbprint, alg: 'EdDSA', use: 'sig' },
			created: key.createdAt.toISOString(),
			...(key.retiredAt && { retired: key.retiredAt.toISOString() }),
		})),
		assertionMethod: keys.map((key) => keyIdOf(did, key)),
	};
}
