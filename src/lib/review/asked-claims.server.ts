import type { Transaction } from '#lib/platform/database.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import type { ClaimAsked } from './several-claims.ts';
import { claimsOfCase } from './store.server.ts';

/** A claim of a case as stored. */
export type ClaimRow = Awaited<ReturnType<typeof claimsOfCase>>[number];

/**
 * The claims that somebody asks to decide, as they stand in a locked case; all of them or none.
 * @throws Refusal conflict `withdrawn`, `stale_revision`
 */
export async function getAskedClaims(
	tx: Transaction,
	submissionId: string,
	asked: readonly ClaimAsked[],
): Promise<ClaimRow[]> {
	const rows = new Map((await claimsOfCase(tx, submissionId)).map((row) => [row.id, row]));
	return asked.map(({ id, revision }) => getClaim(rows.get(id), revision, asked.length > 1));
}

/**
 * A claim that may be decided in the revision that was looked at.
 * @param isOneOfSeveral it is decided together with others, none of which is decided without it
 * @throws Refusal conflict `withdrawn`, `stale_revision`
 */
export function getClaim<Claim extends { state: string; revision: number }>(
	claim: Claim | undefined,
	revision: number,
	isOneOfSeveral = false,
): Claim {
	const which = isOneOfSeveral ? 'uno de los renglones' : 'este renglón';
	if (!claim || claim.state === 'withdrawn') {
		throw conflict('withdrawn', `La persona retiró ${which}. Vuelva a cargar la cédula.`);
	}
	if (claim.revision !== revision) {
		throw conflict(
			'stale_revision',
			`La persona corrigió ${which} después de que usted lo abrió. Su decisión no se guardó: revise la versión nueva y decida otra vez.`,
			{ revision: claim.revision },
		);
	}
	return claim;
}
