import { gunzipSync } from 'node:zlib';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from 'jose';

/** How an independent verifier gets what lies at an address. */
type Fetch = (address: string) => Promise<string>;

const CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const BADGE_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/**
 * Verifies a credential as a stranger does who has the specifications and nothing of ours: VC-JWT of Open Badges 3.0 §8.2,
 * did:web, Bitstring Status List 1.0 §3.2; the signature by a library other than the one that signed.
 * @returns the credential and whether its status list says that it is revoked
 * @throws Error that says which requirement is not met
 */
export async function verifyIndependently(
	token: string,
	fetch: Fetch,
): Promise<{ credential: Badge; revoked: boolean }> {
	const credential = (await verifySigned(token, fetch)) as Badge;
	demand(credential['@context'][0] === CONTEXT, 'first context');
	demand(credential['@context'].includes(BADGE_CONTEXT), 'context of badges');
	demand(
		['VerifiableCredential', 'OpenBadgeCredential'].every((type) => credential.type.includes(type)),
		'type',
	);
	demand(credential.iss === credential.issuer.id, 'iss');
	demand(credential.jti === credential.id && URL.canParse(credential.id), 'jti');
	demand(credential.sub === credential.credentialSubject.id, 'sub');
	demand(credential.nbf === Math.floor(Date.parse(credential.validFrom) / 1000), 'nbf');
	return { credential, revoked: await isRevoked(credential, fetch) };
}

/** What the tests and the verifier read of a credential. */
export type Badge = {
	'@context': string[];
	id: string;
	type: string[];
	issuer: { id: string };
	validFrom: string;
	iss: string;
	jti: string;
	sub: string;
	nbf: number;
	credentialSubject: {
		id: string;
		role?: string;
		identifier: { identityHash: string }[];
		achievement: { resultDescription: { id: string; name: string }[] };
		result: { resultDescription: string; value: string }[];
	};
	credentialStatus: {
		type: string;
		statusPurpose: string;
		statusListIndex: string;
		statusListCredential: string;
	};
};

async function isRevoked({ issuer, credentialStatus: status }: Badge, fetch: Fetch): Promise<boolean> {
	demand(status.type === 'BitstringStatusListEntry' && status.statusPurpose === 'revocation', 'status');
	const list = (await verifySigned(await fetch(status.statusListCredential), fetch)) as {
		id: string;
		type: string[];
		issuer: string;
		credentialSubject: { type: string; statusPurpose: string; encodedList: string };
	};
	demand(list.id === status.statusListCredential && list.issuer === issuer.id, 'list of the same issuer');
	demand(list.type.includes('BitstringStatusListCredential'), 'type of the list');
	const { statusPurpose, encodedList } = list.credentialSubject;
	demand(statusPurpose === 'revocation' && encodedList.startsWith('u'), 'encoding of the list');
	const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
	demand(bits.length * 8 >= 131_072, 'length of the list');
	const index = Number(status.statusListIndex);
	return ((bits[Math.floor(index / 8)]! >> (7 - (index % 8))) & 1) === 1;
}

async function verifySigned(token: string, fetch: Fetch): Promise<unknown> {
	const { alg, typ, kid = '' } = decodeProtectedHeader(token);
	demand(alg === 'EdDSA' && typ === 'JWT', 'header');
	const [did = ''] = kid.split('#');
	demand(did === decodeJwt(token).iss && did.startsWith('did:web:'), 'key of the issuer');
	const host = decodeURIComponent(did.slice('did:web:'.length));
	const scheme = host.startsWith('localhost') ? 'http' : 'https';
	const document = JSON.parse(await fetch(`${scheme}://${host}/.well-known/did.json`)) as DidDocument;
	demand(document.id === did && document.assertionMethod.includes(kid), 'method of assertion');
	const method = document.verificationMethod.find(({ id }) => id === kid);
	demand(method?.controller === did && method.publicKeyJwk.crv === 'Ed25519', 'method');
	const key = await importJWK(method!.publicKeyJwk, 'EdDSA');
	const { payload } = await compactVerify(token, key, { algorithms: ['EdDSA'] });
	return JSON.parse(new TextDecoder().decode(payload));
}

type DidDocument = {
	id: string;
	assertionMethod: string[];
	verificationMethod: { id: string; controller: string; publicKeyJwk: JWK }[];
};

function demand(met: boolean, what: string): void {
	if (!met) throw new Error(`not met: ${what}`);
}
