import { may, type Principal } from '#lib/access/access.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { conflict, notAllowed, notFound } from '#lib/platform/refusal.ts';
import type { AppealState } from './appeal.ts';
import { countWithoutAnyone, findAppeal, lockAppeal, mayAnswer, type AppealRow } from './store.server.ts';

/**
 * The appeal, kept from changing, for somebody who is another person than those concerned: neither the owner nor who
 * issued the dictamen nor who declared a conflict (rules.md, "Another person").
 * @throws Refusal not_found · not_allowed
 */
export async function lockForAnother(tx: Transaction, principal: Principal, id: string): Promise<AppealRow> {
	const found = isId(id) ? await lockAppeal(tx, id) : undefined;
	if (!found) throw noAppeal();
	await refuseConcerned(tx, principal, found);
	return found;
}

/**
 * The same without keeping it from changing, to read it. Who is an expert only reads what is still to be answered, and their
 * own answers: the rest is no business of theirs.
 * @throws Refusal not_found · not_allowed
 */
export async function findForAnother(reader: Reader, principal: Principal, id: string) {
	const found = isId(id) ? await findAppeal(reader, id) : undefined;
	if (!found) throw noAppeal();
	await refuseConcerned(reader, principal, found.appeal);
	const { state, answeredById } = found.appeal;
	const theirs = state !== 'answered' || answeredById === principal.accountId;
	if (!theirs && !may(principal, 'review.read-case')) throw notAllowed(ANSWERED_BY_ANOTHER);
	return found;
}

const ANSWERED_BY_ANOTHER =
	'Esta aclaración ya la respondió otra persona. Regrese a la lista de aclaraciones.';

/** @throws Refusal not_allowed for those concerned */
async function refuseConcerned(
	reader: Reader,
	principal: Principal,
	{ id, profileId }: Pick<AppealRow, 'id' | 'profileId'>,
): Promise<void> {
	if (profileId === principal.profileId) {
		throw notAllowed(
			'Esta aclaración la pidió usted: la responde otra persona. Puede verla en «Mi ponderación».',
		);
	}
	if (await mayAnswer(reader, principal, id)) return;
	throw notAllowed(
		'Usted emitió el dictamen o tiene un conflicto de interés con esta persona: la aclaración la responde alguien más.',
	);
}

/** @throws Refusal conflict `not_holder`, `wrong_state`, in words that say what happened meanwhile */
export function refuseUnlessHeld(principal: Principal, { state, holderId }: AppealRow): void {
	if (state === 'in_review' && holderId === principal.accountId) return;
	throw notHeld(state as AppealState);
}

/**
 * Like {@link refuseUnlessHeld}, but an appeal that went back to its queue and that nobody took is answered all the same.
 * @throws Refusal conflict `not_holder`, `wrong_state`
 */
export function refuseIfOthers(principal: Principal, found: AppealRow): void {
	if (found.state !== 'received') refuseUnlessHeld(principal, found);
}

/** Whether nobody of those who work here may answer an appeal: somebody has to be invited. */
export async function hasNobody(reader: Reader, appealId: string): Promise<boolean> {
	return (await countWithoutAnyone(reader, appealId)) > 0;
}

/** There is no such appeal. */
function noAppeal() {
	return notFound('No hay una aclaración con esa dirección. Regrese a la lista de aclaraciones.');
}

function notHeld(state: AppealState) {
	return conflict(state === 'answered' ? 'wrong_state' : 'not_holder', NOT_HELD[state], { state });
}

const NOT_HELD: Record<AppealState, string> = {
	received: 'Esta aclaración regresó a la lista. Tómela de nuevo para continuar.',
	in_review: 'Otra persona tiene esta aclaración y solo ella puede responderla. Su respuesta no se guardó.',
	answered: 'Esta aclaración ya se respondió. Su respuesta no se guardó.',
};
