import { z } from 'zod';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { curpField, curpHash } from './curp.server.ts';
import { authorizeStaffWork, type Authority } from './operator.ts';
import { releaseCurp } from './release-curp.server.ts';
import { awaitsOwner } from './curp-claim.ts';
import { findCurpHolder, type CurpHolder } from './store.server.ts';

/** The CURP to be freed. */
export const reclaim = z.object({ curp: curpField });

/**
 * Frees a CURP at the desk, for its owner to register: whoever typed it and never submitted a cédula loses it at once
 * (rules.md, "Who is who"). Whoever does this has seen the owner's identification.
 * @throws Refusal not_found (nobody claims it) or conflict `curp_held` (a cédula was submitted with it)
 */
export async function reclaimCurp(by: Authority, input: unknown): Promise<void> {
	const actor = authorizeStaffWork(by, 'account.reclaim-curp');
	const { curp } = parse(reclaim, input);
	await inTransaction(async (tx) => {
		const holder = await findCurpHolder(tx, curpHash(curp), { lock: true });
		if (!holder || isOpen(holder)) {
			throw notFound('Nadie ha registrado esa CURP: la persona puede registrarse ya.');
		}
		if (holder.profile.heldAt || holder.profile.deskAt || !holder.account) {
			throw conflict(
				'curp_held',
				'Con esa CURP ya se envió una cédula o hay un perfil que se empezó en el módulo: no se puede liberar. Ayude a la persona a entrar a su cuenta.',
			);
		}
		await releaseCurp(tx, actor, holder, 'desk');
	});
}

function isOpen({ profile: { heldAt, deskAt }, account }: CurpHolder): boolean {
	return awaitsOwner({ heldAt, deskAt, account });
}
