import { expect, test } from 'vitest';
import { today } from '#lib/institution/catalogues.server.ts';
import { createModelDraft, importModel } from './create-model-draft.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { modelFileText } from './file.ts';
import { moveModel } from './move-model.server.ts';
import { SHM_V1 } from '../rating.factory.ts';
import { aStaffMember } from '../../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { exampleRating } from './example-rating.server.ts';

useTestDatabase();

const shown = async () => {
	const { stars, points, elements } = await exampleRating();
	return { stars, points, elements: elements.map((element) => [element.points, element.cap]) };
};

test('the example earns what the model in force gives to case C05, and nothing of a newer one before its day', async () => {
	const first = { stars: 34, points: 6000 };
	const elements = [
		[2300, 4000],
		[2200, 3000],
		[1200, 2000],
		[300, 1000],
	];
	expect(await shown()).toEqual({ ...first, elements });
	const admin = await aStaffMember('admin');
	await createModelDraft(admin, { from: 'shm-v1' });
	const newer = structuredClone(SHM_V1);
	newer.certification.finance.first = 1600;
	const version = await importModel(admin, modelFileText({ ...newer, version: 'shm-v9' }));
	const step = { reason: 'Acta 3 del grupo de expertos.', inForceFrom: today() };
	await moveModel(admin, version, { ...step, move: 'consult', seen: 1 });
	await moveModel(admin, version, { ...step, move: 'approve', seen: 2 });
	expect(await shown()).toEqual({ ...first, elements });
	await moveModel(admin, version, { ...step, move: 'enforce', seen: 3 });
	expect(await shown()).toEqual({ ...first, elements });
	setClock(() => new Date(Date.now() + 61_000));
	expect(await shown()).toMatchObject({ points: 6400, elements: [{}, {}, [1600, 2000], {}] });
});
