import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { seedMass } from '../../../demo/seed-mass.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import { aPrincipal } from '../../../../tests/support/access.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { createModelDraft, importModel } from '../model/create-model-draft.server.ts';
import { modelFormValues } from '../model/form.ts';
import { modelLabels } from '../model/labels.server.ts';
import { SHM_V1 } from '../rating.factory.ts';
import { readModel } from '../model/read-models.server.ts';
import { readTrial, readWorstCases } from './read-trial.server.ts';
import { saveModelDraft } from '../model/save-model-draft.server.ts';
import { rating, weightingTrial } from '../tables.server.ts';
import { tryModel } from './try-model.server.ts';

useTestDatabase();

const admin: Principal = { ...aPrincipal('admin'), name: 'Rosalía Encinar' };
beforeAll(async () => {
	await seedMass({ profiles: 40, seed: 'prueba' }, () => undefined);
});

async function save(version: string, answers: Record<string, string>): Promise<void> {
	const { model, draft } = await readModel(admin, version);
	const values = { ...modelFormValues(model, modelLabels()), ...answers };
	await saveModelDraft(admin, version, { ...values, revision: draft!.revision });
}

describe('trying a version of the model', () => {
	it('finds that a copy of the model in force changes nobody, and writes no rating', async () => {
		const before = await db().select().from(rating).orderBy(rating.id);
		const version = await createModelDraft(admin, { from: 'shm-v1' });
		expect((await readTrial(admin, version)).trial).toBeNull();
		await tryModel(admin, version);
		await tryModel(admin, version);
		expect((await readTrial(admin, version)).trial).toMatchObject({ done: 0, result: null });
		await drainJobs({ slow: true });
		const { trial } = await readTrial(admin, version);
		expect(trial).toMatchObject({
			done: before.length,
			outdated: false,
			startedBy: 'Rosalía Encinar',
			result: { all: { people: before.length, rises: 0, falls: 0, gainsStar: 0, losesStar: 0, change: 0 } },
		});
		expect(trial?.result?.after).toEqual(trial?.result?.before);
		expect(await readWorstCases(admin, version)).toEqual([]);
		expect(await db().select().from(rating).orderBy(rating.id)).toEqual(before);
		const rows = await db().select().from(weightingTrial).where(eq(weightingTrial.version, version));
		expect(rows).toHaveLength(1);
	});

	it('tells who would fall, by sex, age, level and municipality, and by folio on record only', async () => {
		setClock(() => new Date());
		const version = await importModel(admin, JSON.stringify({ ...SHM_V1, version: 'menos-v1' }));
		await save(version, {
			'experience.finance.pointsPerMonth': '0.20',
			'experience.general.maxMonths': '160',
		});
		await tryModel(admin, version);
		await drainJobs({ slow: true });
		const { trial } = await readTrial(admin, version);
		const { all, groups } = trial!.result!;
		expect(all.falls).toBeGreaterThan(5);
		expect(all.change).toBeLessThan(0);
		expect(Object.keys(groups.sex).sort()).toEqual(['H', 'M']);
		expect(Object.keys(groups.municipality).every((key) => /^15\d{3}$/.test(key))).toBe(true);
		expect(Object.keys(groups.age).every((key) => /^\d\d-\d\d$|^60\+$/.test(key))).toBe(true);
		expect(JSON.stringify(trial)).not.toMatch(/SHM-\d{4}/);
		const worst = await readWorstCases(admin, version);
		expect(worst).toHaveLength(trial!.worstCases);
		const looks = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.action, 'rating.read-trial-case'), eq(auditEntry.actorId, admin.accountId)));
		expect(looks.map(({ subject }) => subject).sort()).toEqual(worst.map(({ folio }) => folio).sort());
		expect(looks.every(({ profileId, purpose }) => profileId && purpose)).toBe(true);
		await save(version, { 'training.windowMonths': '24' });
		expect((await readTrial(admin, version)).trial?.outdated).toBe(true);
	});

	it('counts somebody whose key was erased, of whom sex and age can be known no more', async () => {
		const [someone] = await db().select().from(rating).limit(1);
		await db().delete(personKey).where(eq(personKey.profileId, someone!.profileId));
		const version = await importModel(admin, JSON.stringify({ ...SHM_V1, version: 'igual-v1' }));
		await tryModel(admin, version);
		await drainJobs({ slow: true });
		const { all, groups } = (await readTrial(admin, version)).trial!.result!;
		const people = new Set((await db().select().from(rating)).map(({ profileId }) => profileId));
		expect(all.people).toBe(people.size);
		expect([groups.sex['']?.people, groups.age['']?.people]).toEqual([1, 1]);
	});
});
