import { isDeepStrictEqual } from 'node:util';
import { Bitstring } from '@digitalbazaar/bitstring';
import { verifyJWT } from 'did-jwt';
import { Resolver, type DIDDocument } from 'did-resolver';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { now } from '#lib/platform/clock.ts';

/** How an independent verifier gets what lies at an address. */
type Fetch = (address: string) => Promise<string>;

const CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const BADGE_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/**
 * Verifies a credential as a stranger does who has the specifications and nothing of ours: VC-JWT of Open Badges 3.0 §8.2,
 * did:web, Bitstring Status List 1.0 §3.2. Two libraries that share no code with us or with each other must accept it:
 * did-jwt by whatever key of assertion the did:web has, in time, and jose by the key that the credential names. The status
 * list is read by a library of the authors of that standard.
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
	const said = (await verifySigned(await fetch(status.statusListCredential), fetch)) as {
		id: string;
		type: string[];
		issuer: string;
		credentialSubject: { type: string; statusPurpose: string; encodedList: string };
	};
	demand(said.id === status.statusListCredential && said.issuer === issuer.id, 'list of the same issuer');
	demand(said.type.includes('BitstringStatusListCredential'), 'type of the list');
	const { statusPurpose, encodedList } = said.credentialSubject;
	demand(statusPurpose === 'revocation' && encodedList.startsWith('u'), 'encoding of the list');
	const list = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encodedList.slice(1) }) });
	demand(list.length >= 131_072, 'length of the list');
	return list.get(Number(status.statusListIndex));
}

async function verifySigned(token: string, fetch: Fetch): Promise<unknown> {
	const resolver = new Resolver({
		web: async (_, { id }) => ({
			didDocument: JSON.parse(await fetch(documentAddress(id))) as DIDDocument,
			didDocumentMetadata: {},
			didResolutionMetadata: { contentType: 'application/did+json' },
		}),
	});
	const policies = { now: Math.floor(now().getTime() / 1000) };
	const { issuer, payload, didResolutionResult } = await verifyJWT(token, {
		resolver,
		proofPurpose: 'assertionMethod',
		policies,
	});
	const document = didResolutionResult.didDocument!;
	demand(document.id === issuer && issuer.startsWith('did:web:'), 'did:web of the issuer');
	demand(isDeepStrictEqual(await verifyByNamedKey(token, document), payload), 'the same for both libraries');
	return payload;
}

function documentAddress(id: string): string {
	const host = decodeURIComponent(id);
	return `${host.startsWith('localhost') ? 'http' : 'https'}://${host}/.well-known/did.json`;
}

async function verifyByNamedKey(token: string, document: DIDDocument): Promise<unknown> {
	const { alg, typ, kid = '' } = decodeProtectedHeader(token);
	demand(alg === 'EdDSA' && typ === 'JWT', 'header');
	demand(document.assertionMethod?.includes(kid), 'method of assertion');
	const method = document.verificationMethod?.find(({ id }) => id === kid);
	demand(method?.controller === document.id && method.type === 'JsonWebKey', 'method');
	const key = await importJWK(method!.publicKeyJwk as JWK, 'EdDSA');
	const { payload } = await compactVerify(token, key, { algorithms: ['EdDSA'] });
	return JSON.parse(new TextDecoder().decode(payload));
}

function demand(met: boolean | undefined, what: string): void {
	if (!met) throw new Error(`not met: ${what}`);
}
