import { authorize, type Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { lockModels } from '../model/store.server.ts';
import { getCurrentModel } from '../model/weighting-models.server.ts';
import { beginRerating, refuseWhileRunning, StartRerating } from '../rerating/start-rerating.server.ts';
import { findRerating } from '../rerating/store.server.ts';
import { countAnnounced } from './store.server.ts';

/** The decision that announced lowerings take effect. */
export const StartLowering = StartRerating.omit({ model: true });

/**
 * Decides that the lowerings whose announced day has come take effect, and has it carried out like a rerating: in the
 * background, with the name of whoever decides and the reason on each rating that follows.
 * @returns id of the rerating
 * @throws Refusal invalid · conflict `running`, `nothing_due`
 */
export async function startLowering(principal: Principal | null, input: unknown): Promise<string> {
	const admin = authorize(principal, 'rating.rerate');
	const { id, reason } = parse(StartLowering, input);
	return inTransaction(async (tx) => {
		await lockModels(tx);
		const sent = id ? await findRerating(tx, id) : undefined;
		if (sent?.decidedById === admin.accountId) return sent.id;
		await refuseWhileRunning(tx);
		const { due: total } = await countAnnounced(tx, today());
		if (total === 0)
			throw conflict(
				'nothing_due',
				'No hay reducciones anunciadas cuyo plazo se haya cumplido. No hay qué aplicar.',
			);
		const { version: model } = await getCurrentModel(tx);
		return beginRerating(tx, admin, { kind: 'lowering', id, model, reason, total });
	});
}
