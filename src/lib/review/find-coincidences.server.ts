import { actor, type Principal } from '#lib/access/access.ts';
import { identityHash } from '#lib/accounts/identity-hash.server.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import type { Coincidence } from './coincidence.ts';
import { findCoincidenceRows, type CoincidenceRow } from './coincidence-store.server.ts';
import type { CaseClaim, CasePerson } from './review-case.ts';

/** Why name and folio of another person were read, in words that this other person sees. */
export const COMPARISON = 'Comparación con otra cédula en validación';

/** A case, as far as it is compared. */
type Compared = { folio: string; profileId: string; person: CasePerson; claims: CaseClaim[] };

/**
 * What of a case other people sent too. Whoever opens the case, and may do so, sees their names: each of those people
 * finds that in their log.
 */
export async function findCoincidences(
	tx: Transaction,
	reviewer: Principal,
	{ folio, ...compared }: Compared,
): Promise<Coincidence[]> {
	const rows = await rowsFor(tx, reviewer.accountId, compared);
	const seen = new Map(rows.filter(({ name }) => name !== null).map((row) => [row.profileId, row]));
	await recordAll(
		tx,
		actor(reviewer, 'review.read-case'),
		[...seen.values()].map((other) => ({
			action: 'review.see-coincidence',
			profileId: other.profileId,
			subject: other.folio,
			purpose: COMPARISON,
			details: { comparedWith: folio },
		})),
	);
	return coincidencesOf(rows);
}

/** The same, for a rule and not for anybody's eyes: it leaves no entry in the audit. */
export async function searchCoincidences(
	reader: Reader,
	compared: Omit<Compared, 'folio'>,
): Promise<Coincidence[]> {
	return coincidencesOf(await rowsFor(reader, null, compared));
}

function rowsFor(
	reader: Reader,
	reviewerId: string | null,
	{ profileId, person, claims }: Omit<Compared, 'folio'>,
): Promise<CoincidenceRow[]> {
	const files = new Set(claims.flatMap(({ evidence }) => evidence.map(({ sha256 }) => sha256)));
	return findCoincidenceRows(reader, reviewerId, {
		profileId,
		identityHash: identityHash(person),
		licences: [...new Set(claims.flatMap(({ data }) => licenceOf(data) ?? []))],
		files: [...files].map((sha256) => Buffer.from(sha256, 'hex')),
	});
}

function licenceOf(data: Record<string, unknown>): string | undefined {
	const { licenceNumber } = data;
	return typeof licenceNumber === 'string' && licenceNumber !== '' ? licenceNumber : undefined;
}

function coincidencesOf(rows: CoincidenceRow[]): Coincidence[] {
	const found: Coincidence[] = [];
	for (const { kind, key, total, folio, name } of rows) {
		const last = found.at(-1);
		if (last?.kind === kind && last.key === key) last.others.push({ folio, name });
		else found.push({ kind, key, total, others: [{ folio, name }] });
	}
	return found;
}
