import { describe, expect, it } from 'vitest';
import type { Role } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { createModelDraft, importModel } from './create-model-draft.server.ts';
import { moveModel } from './move-model.server.ts';
import { compareModels, exportModel, listModels, readModel } from './read-models.server.ts';
import { readTrial, readWorstCases } from '../trial/read-trial.server.ts';
import { saveModelDraft } from './save-model-draft.server.ts';
import { weightingDraft, weightingMove } from '../tables.server.ts';
import { tryModel } from '../trial/try-model.server.ts';

useTestDatabase();

const ADMINS: Role[] = ['admin'];
const DOORS: [string, (who: Parameters<typeof listModels>[0]) => Promise<unknown>][] = [
	['lists', listModels],
	['reads', (who) => readModel(who, 'shm-v1')],
	['compares', (who) => compareModels(who, 'shm-v1', 'shm-v1')],
	['takes out', (who) => exportModel(who, 'shm-v1')],
	['copies', (who) => createModelDraft(who, { from: 'no-v1' })],
	['brings in', (who) => importModel(who, '')],
	['changes', (who) => saveModelDraft(who, 'shm-v1', { revision: 1 })],
	['reads the trial of', (who) => readTrial(who, 'shm-v1')],
	['reads single cases of', (who) => readWorstCases(who, 'shm-v1')],
	['tries', (who) => tryModel(who, 'shm-v1')],
	['moves', (who) => moveModel(who, 'shm-v1', { move: 'retire', seen: 1, reason: 'Prueba.' })],
];

describe('who may work on the weighting model', () => {
	it.each(DOORS)('only an administrator %s', async (_, run) => {
		await expectDoor('rating.models', ADMINS, run);
	});

	it.each(DOORS)('no key and nobody who helps at the desk %s', async (_, run) => {
		const assists = { name: 'Itzel', until: new Date(now().getTime() + 60_000) };
		for (const changes of [{ scope: 'admin' as const, channel: 'api' as const }, { assists }])
			expect(await doorOf(run(aPrincipal('admin', changes)))).toBe(403);
	});

	it('leaves no trace of those who were turned away', async () => {
		expect(await db().select().from(weightingDraft)).toEqual([]);
		expect(await db().select().from(weightingMove)).toHaveLength(1);
	});
});
