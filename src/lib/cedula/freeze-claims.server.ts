import { sql } from 'drizzle-orm';
import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import type { ClaimView } from './cedula.ts';
import { claim, claimRevision, revisionEvidence } from './tables.server.ts';

/** A claim as it was sent. */
export type FrozenClaim = { claimId: string; revisionId: string };

/** Writes what claims say now, and which files they carry, as revisions that never change; the claims count as sent. */
export async function freezeClaims(
	tx: Transaction,
	profileId: string,
	claims: readonly ClaimView[],
): Promise<FrozenClaim[]> {
	if (claims.length === 0) return [];
	const createdAt = now();
	const revisions = claims.map(({ id, kind, revision, data }) => ({
		id: newId(),
		claimId: id,
		profileId,
		number: revision,
		kind,
		data,
		createdAt,
	}));
	await tx.insert(claimRevision).values(revisions);
	const files = claims.flatMap(({ evidence }, index) =>
		evidence.map(({ id: evidenceId }, position) => ({
			revisionId: revisions[index]!.id,
			evidenceId,
			profileId,
			position,
		})),
	);
	if (files.length > 0) await tx.insert(revisionEvidence).values(files);
	await markSent(tx, revisions);
	return revisions.map(({ id, claimId }) => ({ claimId, revisionId: id }));
}

async function markSent(
	tx: Transaction,
	revisions: { id: string; claimId: string; number: number }[],
): Promise<void> {
	const column = (values: (string | number)[]) => sql.param(values);
	await tx.execute(sql`
		update ${claim}
		set state = 'submitted', draft = null, version = ${claim.version} + 1,
			revision = sent.number, sent_revision_id = sent.revision_id
		from unnest(
			${column(revisions.map(({ claimId }) => claimId))}::uuid[],
			${column(revisions.map(({ id }) => id))}::uuid[],
			${column(revisions.map(({ number }) => number))}::int[]
		) as sent (claim_id, revision_id, number)
		where ${claim.id} = sent.claim_id`);
}
