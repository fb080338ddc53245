import { expect, test } from 'vitest';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { aStaffMember } from '../../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { createModelDraft } from './create-model-draft.server.ts';
import { moveModel } from './move-model.server.ts';
import { readModelInForce } from './read-model-in-force.server.ts';

useTestDatabase();

test('anybody reads which model is in force, who approved it and who put it in force', async () => {
	const first = await readModelInForce();
	expect(first).toEqual({ model: institution().weighting[0]?.content, inForce: null, approved: null });
	const [author, director] = [await aStaffMember('admin'), await aStaffMember('admin')];
	const version = await createModelDraft(author, { from: 'shm-v1' });
	const reason = 'Acta 3 del grupo de expertos.';
	await moveModel(author, version, { move: 'consult', seen: 1, reason });
	await moveModel(author, version, { move: 'approve', seen: 2, reason });
	expect(await readModelInForce()).toEqual(first);
	await moveModel(director, version, { move: 'enforce', seen: 3, reason, inForceFrom: today() });
	expect(await readModelInForce()).toMatchObject({
		model: { version, status: 'approved', approvedOn: today() },
		approved: { by: author.name },
		inForce: { by: director.name },
	});
});
