import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { claimEvidence, evidence } from '#lib/evidence/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import {
	aCompleteCedula,
	aCompleteClaim,
	aFileOn,
	aSubmission,
	issued,
	returned,
} from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { COMPLETE } from './cedula.factory.ts';
import { changeClaim } from './change-claim.server.ts';
import { createClaim } from './create-claim.server.ts';
import { discardChange } from './discard-change.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { acceptedClaims } from './settle-claims.server.ts';
import { claim } from './tables.server.ts';
import { withdrawClaim } from './withdraw-claim.server.ts';

useTestDatabase();

describe('a new claim', () => {
	it('is a draft in which everything may be missing', async () => {
		const servant = await aServant();
		const created = await createClaim(servant, { kind: 'education', data: {} });
		expect(created).toMatchObject({ kind: 'education', state: 'draft', revision: 1, version: 1, data: {} });
		const [seen] = (await getCedula(servant)).claims;
		expect(Object.keys(seen!.lacking)).toContain('institution');
	});

	it('is not made twice by the same form posted twice, also at the same time', async () => {
		const servant = await aServant();
		const form = { id: newId(), kind: 'training', data: { hours: '40' } };
		const [first, second] = await Promise.all([createClaim(servant, form), createClaim(servant, form)]);
		expect(second).toEqual(first);
		expect((await getCedula(servant)).claims).toHaveLength(1);
	});

	it('refuses other answers under an id that was used: they come from a stale tab', async () => {
		const servant = await aServant();
		const id = newId();
		await createClaim(servant, { id, kind: 'training', data: { hours: 40 } });
		const again = createClaim(servant, { id, kind: 'training', data: { hours: 41 } });
		expect(await reasonOf(again)).toMatchObject({ code: 'stale_version', details: { version: 1 } });
	});

	it('refuses what breaks a rule, with the path of the field', async () => {
		const servant = await aServant();
		const wrong = createClaim(servant, { kind: 'training', data: { hours: '1e9' } });
		expect(await reasonOf(wrong)).toMatchObject({ kind: 'invalid', problems: [{ path: 'data.hours' }] });
		const unknown = createClaim(servant, { kind: 'hobby', data: {} });
		expect(await reasonOf(unknown)).toMatchObject({ problems: [{ path: 'kind' }] });
	});

	it('cannot be added while the cédula is in validation', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		await aSubmission(servant);
		const late = createClaim(servant, { kind: 'training', data: {} });
		expect(await reasonOf(late)).toMatchObject({ code: 'not_editable' });
	});
});

describe('changing a claim', () => {
	it('changes only the fields sent', async () => {
		const servant = await aServant();
		const { id } = await createClaim(servant, { kind: 'experience', data: COMPLETE.experience });
		const changed = await changeClaim(servant, id, { data: { position: 'Contadora', to: '2024-05' } });
		expect(changed.data).toEqual({ ...COMPLETE.experience, position: 'Contadora', to: '2024-05' });
		expect(changed).toMatchObject({ version: 2, revision: 1 });
	});

	it('is no change when nothing differs', async () => {
		const servant = await aServant();
		const { id } = await createClaim(servant, { kind: 'experience', data: COMPLETE.experience });
		const same = await changeClaim(servant, id, { data: { position: ' Tesorera  municipal ' } });
		expect(same.version).toBe(1);
	});

	it('is refused over an older version, with both values', async () => {
		const servant = await aServant();
		const { id } = await createClaim(servant, { kind: 'training', data: { name: 'Uno' } });
		await changeClaim(servant, id, { data: { name: 'Dos' }, version: 1 });
		const stale = changeClaim(servant, id, { data: { name: 'Tres' }, version: 1 });
		expect(await reasonOf(stale)).toMatchObject({
			code: 'stale_version',
			details: { version: 2, yours: { name: 'Tres' }, current: { name: 'Dos' } },
		});
	});

	it('rests while the cédula is in validation', async () => {
		const servant = await aServant();
		const [sent] = await aCompleteCedula(servant);
		await aSubmission(servant);
		const late = changeClaim(servant, sent!.id, { data: { position: 'Otra' } });
		expect(await reasonOf(late)).toMatchObject({ code: 'not_editable' });
	});
});

describe('changing what was accepted', () => {
	async function anAcceptedClaim() {
		const servant = await aServant();
		const [first] = await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await issued(folio);
		return { servant, id: first!.id };
	}

	it('opens the next revision, and the accepted one keeps counting', async () => {
		const { servant, id } = await anAcceptedClaim();
		const changed = await changeClaim(servant, id, { data: { position: 'Contralora' } });
		expect(changed).toMatchObject({ revision: 2, state: 'draft' });
		const [seen] = (await getCedula(servant)).claims;
		expect(seen).toMatchObject({ changed: true, counting: { revision: 1, data: COMPLETE.experience } });
		const [counting] = await acceptedClaims(db(), servant.profileId);
		expect(counting).toMatchObject({ id, data: COMPLETE.experience });
	});

	it('another file is a change too', async () => {
		const { servant, id } = await anAcceptedClaim();
		await db().update(claimEvidence).set({ position: 1 }).where(eq(claimEvidence.claimId, id));
		expect((await getCedula(servant)).claims[0]).toMatchObject({ state: 'accepted', changed: false });
		await aFileOn(servant, id);
		expect((await getCedula(servant)).claims[0]).toMatchObject({
			state: 'draft',
			changed: true,
			revision: 2,
		});
	});

	it('can be thrown away: data, files and state are again those that were accepted', async () => {
		const { servant, id } = await anAcceptedClaim();
		const before = (await getCedula(servant)).claims[0]!;
		await changeClaim(servant, id, { data: { position: 'Contralora' } });
		await aFileOn(servant, id);
		await discardChange(servant, id);
		const after = (await getCedula(servant)).claims[0]!;
		expect(after).toMatchObject({ state: 'accepted', revision: 1, changed: false, data: before.data });
		expect(after.evidence).toEqual(before.evidence);
	});

	it('a draft that was never decided has nothing to go back to', async () => {
		const servant = await aServant();
		const { id } = await aCompleteClaim(servant);
		expect(await reasonOf(discardChange(servant, id))).toMatchObject({ code: 'nothing_to_discard' });
	});
});

describe('taking a claim out', () => {
	it('deletes what was never sent; its file stays with the person', async () => {
		const servant = await aServant();
		const { id } = await aCompleteClaim(servant);
		await withdrawClaim(servant, id);
		expect(await db().select().from(claim).where(eq(claim.id, id))).toEqual([]);
		expect(await db().select().from(claimEvidence).where(eq(claimEvidence.claimId, id))).toEqual([]);
		const files = await db().select().from(evidence).where(eq(evidence.profileId, servant.profileId));
		expect(files).toHaveLength(1);
	});

	it('keeps what was accepted on record, and it counts no more', async () => {
		const servant = await aServant();
		const [first] = await aCompleteCedula(servant, ['experience', 'training']);
		const { folio } = await aSubmission(servant);
		await issued(folio);
		await withdrawClaim(servant, first!.id);
		const [row] = await db().select().from(claim).where(eq(claim.id, first!.id));
		expect(row).toMatchObject({ state: 'withdrawn', draft: null });
		const counting = await acceptedClaims(db(), servant.profileId);
		expect(counting.map(({ kind }) => kind)).toEqual(['training']);
		expect(await reasonOf(changeClaim(servant, first!.id, { data: {} }))).toMatchObject({
			code: 'not_editable',
		});
	});

	it('is possible for what was observed, and takes it out of the submission', async () => {
		const servant = await aServant();
		const [, course] = await aCompleteCedula(servant, ['experience', 'training']);
		const { folio } = await aSubmission(servant);
		await returned(folio, [course!.id]);
		await withdrawClaim(servant, course!.id);
		await aSubmission(servant);
		await issued(folio);
		const counting = await acceptedClaims(db(), servant.profileId);
		expect(counting.map(({ kind }) => kind)).toEqual(['experience']);
	});
});
