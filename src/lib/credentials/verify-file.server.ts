import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { addressKey, countAttempt, refuseBeyondLimit } from '#lib/accounts/attempts.server.ts';
import type { Visitor } from '#lib/accounts/visitor.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { openJws } from './compact-jws.server.ts';
import { keyIdOf } from './did.ts';
import { findCertificate, type VerifiedCertificate } from './find-certificate.server.ts';
import { publicKeyOf } from './issuer-keys.server.ts';
import { certificateFile, ratingCertificate } from './tables.server.ts';

const PDF_MARK = '%PDF-';

const ALTERED_CREDENTIAL =
	'Esta credencial no la firmó este instituto, o la cambiaron después de firmarla. No se fíe de ella: pida a la persona el archivo original o el código de su constancia.';
const ALTERED_PDF =
	'Este PDF no es idéntico a ninguna constancia que haya entregado este servicio: lo cambiaron, o es otro documento. Si lo imprimieron o lo guardaron con otro programa, escriba el código que está junto al QR y compare.';
const NEITHER = 'Elija la credencial (.jwt) o la constancia en PDF, tal como se las dieron.';

/**
 * Tells anybody who holds the file of a certificate, the credential or the PDF, whether it is ours, unchanged, and how it
 * stands; the person sees that it was asked. The file is not kept.
 * @throws Refusal invalid `altered` (field `file`) when it is not ours as we gave it; too_many after many of those from one address
 */
export async function verifyFile(visitor: Visitor, bytes: Uint8Array): Promise<VerifiedCertificate> {
	const limited = addressKey(visitor.address);
	await refuseBeyondLimit('unknown-code', limited);
	const isPdf = Buffer.from(bytes.subarray(0, PDF_MARK.length)).toString('latin1') === PDF_MARK;
	const code = isPdf ? await codeOfPdf(bytes) : await codeOfCredential(bytes);
	const found = code && (await inTransaction((tx) => findCertificate(tx, visitor, code)));
	if (found) return found;
	await countAttempt('unknown-code', limited);
	throw invalidField(
		'file',
		'altered',
		isPdf ? ALTERED_PDF : looksSigned(bytes) ? ALTERED_CREDENTIAL : NEITHER,
	);
}

async function codeOfPdf(bytes: Uint8Array): Promise<string | undefined> {
	const sha256 = createHash('sha256').update(bytes).digest();
	const [row] = await db()
		.select({ code: ratingCertificate.code })
		.from(certificateFile)
		.innerJoin(ratingCertificate, eq(ratingCertificate.id, certificateFile.certificateId))
		.where(eq(certificateFile.sha256, sha256));
	return row?.code;
}

/** The code in a credential that one of our keys signed, also before the address of the service changed. */
async function codeOfCredential(bytes: Uint8Array): Promise<string | undefined> {
	const jws = openJws(textOf(bytes));
	const { issuer, id } = jws?.payload ?? {};
	if (!jws || !isIssuer(issuer) || typeof id !== 'string') return undefined;
	const thumbprint = jws.kid.slice(jws.kid.indexOf('#') + 1);
	const key = await publicKeyOf(db(), thumbprint);
	if (!key || jws.kid !== keyIdOf(issuer.id, { thumbprint }) || !jws.isSignedBy(key)) return undefined;
	return id.split('/').at(-1);
}

function isIssuer(issuer: unknown): issuer is { id: string } {
	return typeof issuer === 'object' && issuer !== null && 'id' in issuer && typeof issuer.id === 'string';
}

function looksSigned(bytes: Uint8Array): boolean {
	return textOf(bytes).split('.').length === 3;
}

function textOf(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('latin1').trim();
}
