import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { readTypedCode } from '#lib/platform/readable-code.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { line } from '#lib/platform/text.ts';
import type { Certificate } from './certified-rating.server.ts';
import { ratingCertificate } from './tables.server.ts';

const REASON_LENGTH = 200;

/** Why the institution takes a certificate back; the person reads it. */
export const Revocation = z.object({
	code: z.string().transform((typed) => readTypedCode(typed) ?? ''),
	reason: line(REASON_LENGTH, 'Escriba por qué se revoca, sin datos personales.'),
});

const NOT_IN_FORCE = 'No hay una constancia vigente con ese código. Revise que esté bien copiado.';

/**
 * A person takes their own certificate back: whoever verifies it learns that, and nothing else. They may ask for another one.
 * @throws Refusal not_found when it is not theirs, or was revoked before
 */
export async function revokeOwnCertificate(principal: Principal | null, code: string): Promise<void> {
	const owner = authorizeOwner(principal, 'credential.own');
	await inTransaction(async (tx) => {
		const revoked = await revoke(tx, readTypedCode(code) ?? '', {
			profileId: owner.profileId,
			revokedBy: 'person',
			revocationReason: null,
		});
		const { profileId, code: subject } = revoked;
		await record(tx, actor(owner, 'credential.own'), { action: 'credential.revoke', profileId, subject });
	});
}

/**
 * The institution takes a certificate back, of a rating that was issued by error. The person sees that and why,
 * and is written to.
 * @throws Refusal not_found for a code without a certificate in force · invalid without a reason
 */
export async function revokeCertificate(by: Authority, input: unknown): Promise<void> {
	const authority = authorizeStaffWork(by, 'credential.revoke');
	const { code, reason } = parse(Revocation, input);
	await inTransaction(async (tx) => {
		const {
			id,
			profileId,
			code: subject,
		} = await revoke(tx, code, {
			revokedBy: 'institution',
			revocationReason: reason,
		});
		await record(tx, authority, {
			action: 'credential.revoke',
			profileId,
			subject,
			purpose: 'Revocar la constancia de un dictamen emitido por error',
		});
		await emit(tx, 'certificate-revoked', { profileId, certificateId: id });
	});
}

type Revoked = {
	profileId?: string;
	revokedBy: 'person' | 'institution';
	revocationReason: string | null;
};

async function revoke(tx: Transaction, code: string, { profileId, ...how }: Revoked): Promise<Certificate> {
	const [row] = await tx
		.update(ratingCertificate)
		.set({ revokedAt: now(), ...how })
		.where(
			and(
				eq(ratingCertificate.code, code),
				isNull(ratingCertificate.revokedAt),
				profileId ? eq(ratingCertificate.profileId, profileId) : undefined,
			),
		)
		.returning();
	if (!row) throw notFound(NOT_IN_FORCE);
	return row;
}
