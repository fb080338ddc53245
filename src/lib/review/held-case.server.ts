import { eq } from 'drizzle-orm';
import type { Principal } from '#lib/access/access.ts';
import type { SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import type { ClaimDecision, Situation, SubmissionState } from '#lib/cedula/submission.ts';
import { submission, submissionClaim } from '#lib/cedula/tables.server.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { conflict, notAllowed, notFound, type Refusal } from '#lib/platform/refusal.ts';
import type { FoundCase } from './store.server.ts';

const NO_CASE = 'No hay una cédula con ese folio. Revise el folio o regrese a la fila.';

/**
 * The submission of a folio, kept from changing until the transaction ends: verdict, return and issue go one after the other.
 * @throws Refusal not_found · not_allowed for one's own cédula
 */
export async function lockCase(tx: Transaction, principal: Principal, folio: string): Promise<SubmissionRow> {
	const [found] = await tx.select().from(submission).where(eq(submission.folio, folio)).for('update');
	if (!found) throw notFound(NO_CASE);
	refuseOwn(principal, found.profileId);
	return found;
}

/**
 * Like {@link lockCase}, for what only the holder may do.
 * @throws Refusal conflict `not_holder` or `wrong_state`, in words that say what happened meanwhile
 */
export async function lockHeldCase(
	tx: Transaction,
	principal: Principal,
	folio: string,
): Promise<SubmissionRow> {
	const found = await lockCase(tx, principal, folio);
	refuseUnlessHolder(principal, found);
	return found;
}

/** @throws Refusal conflict `not_holder` or `wrong_state` */
export function refuseUnlessHolder(principal: Principal, found: SubmissionRow): void {
	if (found.state === 'in_review' && found.holderId === principal.accountId) return;
	throw notHeld(found.state as SubmissionState);
}

/** Nobody validates, rates or looks at their own cédula on the bench (product.md, "People"). */
export function refuseOwn(principal: Principal, profileId: string): void {
	if (principal.profileId === profileId) {
		throw notAllowed('Esta es su propia cédula: la valida otra persona. Puede verla en «Mi cédula».');
	}
}

/**
 * Neither who declared a conflict of interest with the person nor who decided something in an earlier reading gets the case.
 * @throws Refusal not_allowed
 */
export function refuseBarred({ conflict, readBefore }: Pick<FoundCase, 'conflict' | 'readBefore'>): void {
	if (conflict) {
		throw notAllowed(
			'Usted declaró un conflicto de interés con esta persona o le ayudó en el módulo, así que no puede abrir su cédula.',
		);
	}
	if (readBefore) {
		throw notAllowed(
			'Usted ya revisó esta cédula y su revisión quedó guardada. Ahora la lee otra persona; podrá verla cuando tenga dictamen.',
		);
	}
}

/** The folio does not exist. */
export function noCase(): Refusal {
	return notFound(NO_CASE);
}

/** What decides which moves a case allows: its state, the decisions on its claims, and the remark on the identity. */
export async function situationOf(reader: Reader, found: SubmissionRow): Promise<Situation> {
	const rows = await reader
		.select({ state: submissionClaim.state })
		.from(submissionClaim)
		.where(eq(submissionClaim.submissionId, found.id));
	return {
		state: found.state as SubmissionState,
		decisions: rows.map((row) => row.state as ClaimDecision),
		identityObserved: found.identityRemark !== null,
	};
}

function notHeld(state: SubmissionState): Refusal {
	const code = state === 'received' || state === 'in_review' ? 'not_holder' : 'wrong_state';
	return conflict(code, NOT_HELD[state], { state });
}

const NOT_HELD: Record<SubmissionState, string> = {
	received:
		'Esta cédula regresó a la fila, porque se entregó o pasó demasiado tiempo sin actividad. Las decisiones guardadas se conservan: tómela de nuevo para continuar.',
	in_review: 'Otra persona tiene esta cédula en revisión y solo ella puede decidir. Su cambio no se guardó.',
	needs_you: 'Esta cédula ya se devolvió a la persona y espera su respuesta. Su cambio no se guardó.',
	rated: 'Esta cédula ya tiene dictamen. Su cambio no se guardó.',
	withdrawn: 'La persona retiró esta cédula. Su cambio no se guardó.',
};
