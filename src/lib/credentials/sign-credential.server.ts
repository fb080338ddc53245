import { gzipSync } from 'node:zlib';
import { and, between, isNotNull, max } from 'drizzle-orm';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { verificationAddress } from '#lib/cedula/verification-address.server.ts';
import type { FileToSave } from '#lib/evidence/file-response.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { readCertified } from './certified-rating.server.ts';
import { signJws } from './compact-jws.server.ts';
import { didOf, keyIdOf } from './did.ts';
import { signingKey } from './issuer-keys.server.ts';
import { openBadge } from './open-badge.ts';
import { requireOwn } from './own-certificate.server.ts';
import { bitsOf, LIST_SIZE, placeOf } from './status-list.ts';
import { ratingCertificate } from './tables.server.ts';

/** Media type of a credential secured as a JWT. */
export const CREDENTIAL_TYPE = 'application/vc+jwt';
/** How long a verifier may go by a status list that it has; also how long ours may be kept. */
export const STATUS_TTL_SECONDS = 300;

/**
 * The certificate of the rating of the person who asks as an Open Badges 3.0 credential, signed with the institution's key.
 * @throws Refusal not_found before it was asked for
 */
export async function signOwnCredential(principal: Principal | null): Promise<FileToSave> {
	const owner = authorizeOwner(principal, 'credential.own');
	const certificate = await requireOwn(db(), owner.profileId);
	const certified = await readCertified(db(), certificate);
	if (!certified) throw notFound('No se pudo leer el dictamen de esta constancia.');
	const { origin } = settings();
	const { name, website } = institution().settings;
	const { list, index } = placeOf(certificate);
	const { identity: _, ...facts } = certified;
	const token = await signed({
		...openBadge({
			...facts,
			origin,
			did: didOf(origin),
			institution: { name, website },
			certificateId: certificate.id,
			verifyAt: verificationAddress(certificate.code),
			issuedAt: certificate.issuedAt,
			shows: certificate.shows,
			status: { list: listAddress(list), index },
		}),
	});
	await inTransaction((tx) =>
		record(tx, actor(owner, 'credential.own'), {
			action: 'credential.sign',
			profileId: owner.profileId,
			subject: certificate.code,
		}),
	);
	return {
		bytes: Buffer.from(token),
		name: `credencial-${certificate.code}.jwt`,
		mediaType: CREDENTIAL_TYPE,
	};
}

/**
 * A status list, signed: which of its certificates are revoked. Public, and tells nothing of anybody.
 * @param number from 1 on
 * @throws Refusal not_found for a list that no certificate is in yet
 */
export async function signStatusList(number: string): Promise<string> {
	const list = /^[1-9]\d{0,4}$/.test(number) ? Number(number) : 0;
	if (list === 0 || list > (await lastList())) throw notFound('Esa lista de estado no existe.');
	const first = (list - 1) * LIST_SIZE;
	const revoked = await db()
		.select({ statusIndex: ratingCertificate.statusIndex })
		.from(ratingCertificate)
		.where(
			and(
				isNotNull(ratingCertificate.revokedAt),
				between(ratingCertificate.statusIndex, first, first + LIST_SIZE - 1),
			),
		);
	const bits = bitsOf(revoked.map((row) => placeOf(row).index));
	return signed(statusList(listAddress(list), bits));
}

function statusList(address: string, bits: Uint8Array) {
	const did = didOf(settings().origin);
	const madeAt = now();
	return {
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		id: address,
		type: ['VerifiableCredential', 'BitstringStatusListCredential'],
		issuer: did,
		validFrom: madeAt.toISOString(),
		credentialSubject: {
			id: `${address}#list`,
			type: 'BitstringStatusList',
			statusPurpose: 'revocation',
			encodedList: `u${gzipSync(bits).toString('base64url')}`,
			ttl: STATUS_TTL_SECONDS * 1000,
		},
		iss: did,
		jti: address,
		nbf: Math.floor(madeAt.getTime() / 1000),
	};
}

async function lastList(): Promise<number> {
	const [row] = await db()
		.select({ last: max(ratingCertificate.statusIndex) })
		.from(ratingCertificate);
	return placeOf({ statusIndex: row?.last ?? 0 }).list;
}

function listAddress(list: number): string {
	return `${settings().origin}/credenciales/estado/${list}`;
}

async function signed(payload: object): Promise<string> {
	const key = await signingKey();
	return signJws(payload, keyIdOf(didOf(settings().origin), key), key);
}
