import { eq } from 'drizzle-orm';
import { addressKey, countAttempt } from '#lib/accounts/attempts.server.ts';
import { unknownActor, type Visitor } from '#lib/accounts/visitor.ts';
import { record } from '#lib/audit/record.server.ts';
import { openAnswers } from '#lib/cedula/submitted-answers.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { getPersonKeys } from '#lib/platform/person-keys.server.ts';
import { readTypedCode } from '#lib/platform/readable-code.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { initialsOf } from './credentials.ts';
import { findCertificate, type VerifiedCertificate } from './find-certificate.server.ts';

/** What a third party learns from the code of a printed acknowledgement or cédula: enough to compare it with the paper. */
export type VerifiedDocument = {
	kind: 'document';
	code: string;
	folio: string;
	/** of the person as declared on that day, `M. F. G. L.` */
	initials: string;
	submittedAt: Date;
	receivedOn: string;
	/** the person took it back: nobody reviews it any more */
	withdrawn: boolean;
};

/** What a third party learns from a code. */
export type Verification = VerifiedDocument | VerifiedCertificate;

const UNKNOWN =
	'No encontramos ningún documento con ese código. Compárelo letra por letra con el papel; si es igual, pregunte al instituto antes de fiarse del documento.';

/**
 * Tells anybody who holds the code of a printed document whether it is genuine; the person sees that it was asked.
 * @param typed as it was copied: small letters, blanks and no hyphens are understood
 * @throws Refusal not_found for a code that was never given, or whose person was erased; too_many after many of those from one address
 */
export async function verifyCode(visitor: Visitor, typed: string): Promise<Verification> {
	const code = readTypedCode(typed);
	const found =
		code &&
		(await inTransaction(
			async (tx) => (await findDocument(tx, visitor, code)) ?? (await findCertificate(tx, visitor, code)),
		));
	if (found) return found;
	await countAttempt('unknown-code', addressKey(visitor.address));
	throw notFound(UNKNOWN);
}

async function findDocument(
	tx: Transaction,
	visitor: Visitor,
	code: string,
): Promise<VerifiedDocument | undefined> {
	const [row] = await tx.select().from(submission).where(eq(submission.verificationCode, code));
	const key = row && (await getPersonKeys(tx, [row.profileId])).get(row.profileId);
	if (!row || !key) return undefined;
	const { profileId, folio, submittedAt, receivedOn, state } = row;
	const { identity } = openAnswers(key, row.answers);
	await record(tx, unknownActor(visitor), {
		action: 'credential.verify',
		profileId,
		subject: folio,
		purpose: 'Comprobar que un documento impreso de usted es auténtico',
	});
	return {
		kind: 'document',
		code,
		folio,
		initials: initialsOf(identity),
		submittedAt,
		receivedOn,
		withdrawn: state === 'withdrawn',
	};
}
