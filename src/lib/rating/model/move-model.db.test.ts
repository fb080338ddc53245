import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aDecidedCase, issuedRating } from '../../../../tests/support/cases.ts';
import { aStaffMember } from '../../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { createModelDraft, importModel } from './create-model-draft.server.ts';
import { modelFormValues } from './form.ts';
import { modelLabels } from './labels.server.ts';
import type { ModelMoveName } from './versions.ts';
import { moveModel } from './move-model.server.ts';
import { SHM_V1 } from '../rating.factory.ts';
import { compareModels, exportModel, listModels, readModel } from './read-models.server.ts';
import { saveModelDraft } from './save-model-draft.server.ts';
import { rating, weightingModel, weightingMove } from '../tables.server.ts';
import { getCurrentModel, getModel, storeWeightingModels } from './weighting-models.server.ts';

useTestDatabase();

const CODE = (code: string) => ({ reason: { kind: 'conflict', code } });
const HEAD = 'experience.responsibility.levels.HEAD.points';
let admin: Principal;
let other: Principal;
beforeAll(async () => {
	admin = await aStaffMember('admin');
	other = await aStaffMember('admin');
});

/** A day at noon in Toluca. */
const on = (date: string) => setClock(() => new Date(`${date}T18:00:00Z`));

async function move(version: string, name: ModelMoveName, more: Record<string, unknown> = {}) {
	const { moves } = await readModel(admin, version);
	await moveModel(admin, version, {
		move: name,
		seen: moves.length,
		reason: 'Acta 3 del grupo de expertos.',
		...more,
	});
}

async function save(version: string, answers: Record<string, string>, who = admin, revision?: number) {
	const { model, draft } = await readModel(admin, version);
	const values = { ...modelFormValues(model, modelLabels()), ...answers };
	return saveModelDraft(who, version, { ...values, revision: revision ?? draft?.revision ?? 1 });
}

async function anApprovedModel(answers: Record<string, string> = { [HEAD]: '8.50' }): Promise<string> {
	const version = await createModelDraft(admin, { from: 'shm-v1' });
	await save(version, answers);
	await move(version, 'consult');
	await move(version, 'approve');
	return version;
}

describe('the model of the institution’s folder', () => {
	it('has been in force ever since, and starting again changes nothing', async () => {
		await storeWeightingModels();
		const [only, ...rest] = await listModels(admin);
		expect(rest).toEqual([]);
		expect(only).toMatchObject({
			version: 'shm-v1',
			standing: { state: 'in_force', since: new Date(0) },
			moves: [{ number: 1, madeByName: 'Instalación del servicio' }],
		});
	});

	it('is refused when it changed under the same version', async () => {
		const content = { ...SHM_V1, title: 'Otro' };
		await expect(storeWeightingModels([{ name: 'shm-v1', content }])).rejects.toThrow(
			/difiere del que ya está/,
		);
	});

	it('is a draft when it comes later', async () => {
		const content = { ...SHM_V1, version: 'carpeta-v1' };
		await storeWeightingModels([{ name: 'carpeta-v1', content }]);
		await storeWeightingModels([{ name: 'carpeta-v1', content }]);
		expect(await readModel(admin, 'carpeta-v1')).toMatchObject({ standing: { state: 'draft' } });
		expect((await getCurrentModel(db())).version).toBe('shm-v1');
	});
});

describe('a version of the model', () => {
	it('goes from draft into force by dated steps with name and reason; ratings from then on cite it', async () => {
		on('2026-06-15');
		const before = await aDecidedCase();
		const after = await aDecidedCase();
		const old = await issuedRating(before.reviewer, before.folio);
		const version = await anApprovedModel({ 'academic.levels.LICENCIATURA.points': '19.00' });
		expect((await getModel(db(), version)).approvedOn).toBe('2026-06-15');
		await move(version, 'enforce', { inForceFrom: '2026-06-15' });
		const fresh = await issuedRating(after.reviewer, after.folio);
		expect(fresh).toMatchObject({ model: version, points: old.points + 100 });
		const [kept] = await db().select().from(rating).where(eq(rating.id, old.id));
		expect(kept).toMatchObject({ modelVersion: 'shm-v1', points: old.points });
		expect(await readModel(admin, 'shm-v1')).toMatchObject({
			standing: { state: 'retired', replacedBy: version },
			allowed: [],
		});
		const { moves, standing } = await readModel(admin, version);
		expect(standing.state).toBe('in_force');
		expect(moves.map(({ to }) => to)).toEqual(['draft', 'in_consultation', 'approved', 'in_force']);
		expect(moves.slice(1).every((step) => step.madeByName === admin.name && step.reason !== '')).toBe(true);
		const deeds = await db().select().from(auditEntry).where(eq(auditEntry.subject, version));
		expect(deeds.map(({ action }) => action)).toEqual([
			'rating.create-model-draft',
			'rating.save-model-draft',
			...Array<string>(3).fill('rating.move-model'),
		]);
		expect(deeds.at(-1)).toMatchObject({
			actorId: admin.accountId,
			details: { to: 'in_force', reason: 'Acta 3 del grupo de expertos.' },
		});
	});

	it('comes into force at the beginning of a later day, unless it is called off before', async () => {
		on('2026-07-01');
		const present = (await getCurrentModel(db())).version;
		const first = await anApprovedModel();
		const second = await anApprovedModel({ [HEAD]: '8.60' });
		await expect(move(first, 'enforce', { inForceFrom: '2026-06-30' })).rejects.toMatchObject({
			reason: { problems: [{ path: 'inForceFrom', code: 'past' }] },
		});
		await move(first, 'enforce', { inForceFrom: '2026-08-01' });
		await expect(move(second, 'enforce', { inForceFrom: '2026-08-01' })).rejects.toMatchObject({
			reason: { problems: [{ path: 'inForceFrom', code: 'taken' }] },
		});
		await move(second, 'enforce', { inForceFrom: '2026-07-15' });
		await move(second, 'call_off');
		setClock(() => new Date('2026-08-01T05:59:59Z'));
		expect((await getCurrentModel(db())).version).toBe(present);
		setClock(() => new Date('2026-08-01T06:00:00Z'));
		expect((await getCurrentModel(db())).version).toBe(first);
		await expect(move(first, 'call_off')).rejects.toMatchObject(CODE('wrong_state'));
	});

	it('is closed once it left the drafts: to its authors and to the database’s own role', async () => {
		const version = await createModelDraft(admin, { from: 'shm-v1' });
		await move(version, 'consult');
		await expect(save(version, { [HEAD]: '9' })).rejects.toMatchObject(CODE('wrong_state'));
		await move(version, 'reopen');
		await save(version, { [HEAD]: '9' });
		await move(version, 'consult');
		await move(version, 'approve');
		await expect(save(version, { [HEAD]: '10' })).rejects.toMatchObject(CODE('wrong_state'));
		const denied = { cause: { code: '42501' } };
		await expect(db().update(weightingModel).set({ document: {} })).rejects.toMatchObject(denied);
		await expect(db().delete(weightingModel)).rejects.toMatchObject(denied);
		await expect(db().update(weightingMove).set({ reason: '' })).rejects.toMatchObject(denied);
		await expect(db().delete(weightingMove)).rejects.toMatchObject(denied);
	});

	it('takes a step once, however often the form is sent, and not after somebody else’s', async () => {
		const version = await createModelDraft(admin, { from: 'shm-v1' });
		const form = { move: 'consult', seen: 1, reason: 'Se somete a consulta.' };
		await moveModel(admin, version, form);
		await moveModel(admin, version, form);
		expect((await readModel(admin, version)).moves).toHaveLength(2);
		await expect(moveModel(other, version, { ...form, move: 'retire' })).rejects.toMatchObject({
			...CODE('stale_move'),
			message: expect.stringContaining(admin.name) as string,
		});
		await expect(moveModel(admin, version, { ...form, seen: 2, reason: ' ' })).rejects.toMatchObject({
			reason: { problems: [{ path: 'reason' }] },
		});
		await expect(move(version, 'enforce', { inForceFrom: '2030-01-01' })).rejects.toMatchObject(
			CODE('wrong_state'),
		);
	});
});

describe('a draft', () => {
	it('begins as a copy, once for each form, and tells what was changed', async () => {
		const version = await createModelDraft(admin, { from: 'shm-v1' });
		expect(await createModelDraft(admin, { from: 'shm-v1' })).toBe(version);
		expect(await save(version, { [HEAD]: '8.50' })).toEqual({ changed: 1 });
		const number = version.replace(/\D+/, '');
		expect((await compareModels(admin, 'shm-v1', version)).differences).toEqual([
			{
				path: 'title',
				heading: 'Modelo',
				label: 'Nombre',
				before: 'Modelo de ponderación SHM, versión 1',
				after: `Modelo de ponderación SHM, versión ${number}`,
				change: null,
			},
			{
				path: HEAD,
				heading: 'E3 Responsabilidad',
				label: modelLabels().levels.HEAD,
				before: '8.00 puntos',
				after: '8.50 puntos',
				change: '+0.50',
			},
		]);
		expect(await createModelDraft(admin, { from: 'shm-v1' })).not.toBe(version);
	});

	it('is not overwritten unseen by a second administrator', async () => {
		const version = await createModelDraft(admin, { from: 'shm-v1' });
		await save(version, { [HEAD]: '8.50' }, admin, 1);
		await expect(save(version, { [HEAD]: '8.70' }, other, 1)).rejects.toMatchObject({
			reason: { code: 'stale_revision', details: { revision: 2, savedBy: admin.name } },
		});
		expect(await save(version, { [HEAD]: '8.50' }, other, 1)).toEqual({ changed: 0 });
		expect(await save(version, { [HEAD]: '8.70' }, other, 2)).toEqual({ changed: 1 });
	});

	it('is not saved while it is unsound', async () => {
		const version = await createModelDraft(other, { from: 'shm-v1' });
		await expect(save(version, { 'training.cap': '11' }, other)).rejects.toMatchObject({
			reason: { kind: 'invalid', problems: [{ path: '' }, { path: 'training.cap' }] },
		});
		expect((await readModel(admin, version)).draft?.revision).toBe(1);
	});

	it('comes from a file too, under a free name, and goes out as one', async () => {
		const { name, text } = await exportModel(admin, 'shm-v1');
		expect(name).toBe('shm-v1.json');
		const version = await importModel(admin, text);
		expect(await importModel(admin, text)).toBe(version);
		expect((await compareModels(admin, 'shm-v1', version)).differences).toEqual([]);
		const named = await importModel(admin, text.replace('shm-v1', 'toluca-v4'));
		expect(named).toBe('toluca-v4');
		expect(JSON.parse((await exportModel(admin, named)).text)).toEqual({ ...SHM_V1, version: 'toluca-v4' });
		await expect(importModel(admin, text.replace('"cap": 4000', '"cap": 5000'))).rejects.toMatchObject({
			reason: { kind: 'invalid' },
		});
	});
});
