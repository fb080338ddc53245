import { inArray } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { readModel, type ModelInFull } from '../model/read-models.server.ts';
import type { TrialCase, TrialTally } from './trial.ts';
import { lastTrial } from './try-model.server.ts';

/** The last trial of a version, without the single cases. */
export type ReadTrial = {
	total: number;
	done: number;
	startedBy: string;
	startedAt: Date;
	finishedAt: Date | null;
	/** the draft was saved again since */
	outdated: boolean;
	result: Omit<TrialTally, 'worst'> | null;
	/** how many single cases can be asked for */
	worstCases: number;
};

/** A version with its last trial, null before the first. @throws Refusal not_found */
export async function readTrial(
	principal: Principal | null,
	version: string,
): Promise<{ model: ModelInFull; trial: ReadTrial | null }> {
	authorize(principal, 'rating.models');
	const model = await readModel(principal, version);
	const row = await lastTrial(version);
	if (!row) return { model, trial: null };
	const { worst = [], ...result } = row.result ?? {};
	const trial = {
		total: row.total,
		done: row.done,
		startedBy: row.startedByName,
		startedAt: row.startedAt,
		finishedAt: row.finishedAt,
		outdated: row.revision !== (model.draft?.revision ?? row.revision),
		result: row.result ? (result as Omit<TrialTally, 'worst'>) : null,
		worstCases: worst.length,
	};
	return { model, trial };
}

/**
 * The people who would lose most by a version, by folio. Each of them sees that it was looked at, and why.
 * @throws Refusal not_found before a trial has ended
 */
export async function readWorstCases(principal: Principal | null, version: string): Promise<TrialCase[]> {
	const admin = authorize(principal, 'rating.models');
	const worst = (await lastTrial(version))?.result?.worst;
	if (!worst) throw notFound('Esta versión todavía no tiene una prueba terminada. Pruébela primero.');
	if (worst.length === 0) return [];
	await inTransaction(async (tx) => {
		const folios = worst.map(({ folio }) => folio);
		const people = await tx
			.select({ folio: submission.folio, profileId: submission.profileId })
			.from(submission)
			.where(inArray(submission.folio, folios));
		const purpose = 'Probar un modelo de ponderación antes de aprobarlo';
		await recordAll(
			tx,
			actor(admin, 'rating.models'),
			people.map(({ folio, profileId }) => ({
				action: 'rating.read-trial-case',
				profileId,
				subject: folio,
				purpose,
				details: { version },
			})),
		);
	});
	return worst;
}
