import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { isId, newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { line } from '#lib/platform/text.ts';
import { lockModels } from '../model/store.server.ts';
import { countRated } from '../rated-people.server.ts';
import { rerating } from '../tables.server.ts';
import { getCurrentModel } from '../model/weighting-models.server.ts';
import { NOBODY_RERATED, type ReratingKind } from './rerating.ts';
import { rerateJob } from './run-rerating.server.ts';
import { findRerating, findRunning, type ReratingRow } from './store.server.ts';

/** The decision to rate everybody again. `id` comes with the form, so that one sent twice decides once. */
export const StartRerating = z.object({
	id: z.string().refine(isId, 'Vuelva a cargar la página e inténtelo de nuevo.').optional(),
	/** the version that whoever decides has in view: it has to be the one in force */
	model: z.string({ error: 'Diga con qué versión del modelo.' }).min(1, 'Diga con qué versión del modelo.'),
	reason: line(500, 'Escriba el motivo y en qué documento consta: lo leerá cada persona en su dictamen.'),
	confirmed: z.literal('true', { error: 'Confirme que leyó qué va a cambiar.' }),
});
type StartRerating = z.infer<typeof StartRerating>;

/**
 * Decides that everybody rated is rated again by the model in force, and has it carried out in the background. The name of
 * whoever decides, the day and the reason stand on each rating that follows (LGPDPPSO art. 41 II: a person decides).
 * @returns id of the rerating
 * @throws Refusal invalid · conflict `running`, `not_in_force`
 */
export async function startRerating(principal: Principal | null, input: unknown): Promise<string> {
	const admin = authorize(principal, 'rating.rerate');
	const asked = parse(StartRerating, input);
	return inTransaction(async (tx) => {
		await lockModels(tx);
		const sent = asked.id ? await findRerating(tx, asked.id) : undefined;
		if (sent?.decidedById === admin.accountId) return sent.id;
		await refuseUnlessMay(tx, asked);
		const total = await countRated(tx);
		return beginRerating(tx, admin, { kind: 'model', total, ...asked });
	});
}

/** At most one goes on at a time. @throws Refusal conflict `running` */
export async function refuseWhileRunning(tx: Transaction): Promise<void> {
	const running = await findRunning(tx);
	if (running)
		throw conflict(
			'running',
			`Ya hay una reponderación en curso, que decidió ${running.decidedByName}. Espere a que termine.`,
			{ id: running.id },
		);
}

async function refuseUnlessMay(tx: Transaction, { model }: StartRerating): Promise<void> {
	await refuseWhileRunning(tx);
	const { version } = await getCurrentModel(tx);
	if (version !== model)
		throw conflict(
			'not_in_force',
			`El modelo en vigor es ${version}, no ${model}. Solo se repondera con el modelo en vigor.`,
		);
}

/** A decision that may be taken: what of, by which model in force, and how many people it concerns. */
type Decision = { id?: string | undefined; kind: ReratingKind; model: string; reason: string; total: number };

/** Writes down a decision and has it carried out; the use case has authorised and checked. @returns its id */
export async function beginRerating(
	tx: Transaction,
	admin: Principal,
	{ id = newId(), kind, model, reason, total }: Decision,
): Promise<string> {
	const decidedAt = now();
	const row: ReratingRow = {
		...{ id, kind, modelVersion: model, reason, total, done: 0, lastProfileId: null },
		decidedById: admin.accountId,
		decidedByName: admin.name,
		decidedByProfileId: admin.profileId,
		channel: admin.channel,
		...{ decidedAt, movedAt: decidedAt, tally: NOBODY_RERATED, finishedAt: null, endedBy: null },
	};
	await tx.insert(rerating).values(row);
	await record(tx, actor(admin, 'rating.rerate'), {
		action: 'rating.rerate',
		subject: id,
		details: { kind, model, reason, people: total },
	});
	await rerateJob.enqueue(tx, { reratingId: id });
	return id;
}

/**
 * Has a rerating that stopped moving carried on where it stopped; one that goes on or has ended is not touched.
 * @throws Refusal not_found
 */
export async function resumeRerating(principal: Principal | null, id: string): Promise<void> {
	const admin = authorize(principal, 'rating.rerate');
	await inTransaction(async (tx) => {
		const run = isId(id) ? await findRerating(tx, id) : undefined;
		if (!run) throw notFound('No hay una reponderación con esa dirección. Búsquela en la lista.');
		if (run.finishedAt) return;
		await record(tx, actor(admin, 'rating.rerate'), { action: 'rating.resume-rerating', subject: id });
		await rerateJob.enqueue(tx, { reratingId: id });
	});
}
