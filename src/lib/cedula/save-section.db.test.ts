import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { buildCurp } from '#lib/identifiers/curp.ts';
import { rfcCheckDigit } from '#lib/identifiers/rfc.ts';
import { db } from '#lib/platform/database.server.ts';
import { aCompleteCedula, aSubmission, returned } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { getCedula } from './get-cedula.server.ts';
import { saveSections } from './save-section.server.ts';
import { cedulaSection } from './tables.server.ts';

useTestDatabase();

describe('saving sections', () => {
	it('keeps what was sent and leaves the rest of the section as it was', async () => {
		const servant = await aServant();
		await saveSections(servant, { contact: { phone: '722 123 4567' } });
		await saveSections(servant, { contact: { municipality: '15106' } });
		const { contact } = (await getCedula(servant)).sections;
		expect(contact).toMatchObject({
			state: 'complete',
			version: 2,
			data: { phone: '7221234567', municipality: '15106', email: servant.email },
		});
	});

	it('takes out what was emptied', async () => {
		const servant = await aServant();
		await saveSections(servant, { post: { entity: 'Ayuntamiento', position: 'Cajera' } });
		await saveSections(servant, { post: { entity: '', position: null } });
		expect((await getCedula(servant)).sections.post.data).toEqual({});
	});

	it('keeps telephone and RFC encrypted', async () => {
		const servant = await aServant();
		const rfc = rfcFor(servant.curp);
		await saveSections(servant, { contact: { phone: '7221234567' }, identity: { rfc } });
		const rows = await db()
			.select()
			.from(cedulaSection)
			.where(eq(cedulaSection.profileId, servant.profileId));
		const stored = rows.map(({ data, sealed }) => JSON.stringify(data) + sealed?.toString('latin1')).join();
		expect(stored).not.toContain('7221234567');
		expect(stored).not.toContain(rfc);
		expect((await getCedula(servant)).sections.identity.data.rfc).toBe(rfc);
	});

	it('saves all sections or none', async () => {
		const servant = await aServant();
		const reason = await reasonOf(
			saveSections(servant, { contact: { phone: '7221234567' }, post: { since: '2019-13' } }),
		);
		expect(reason).toMatchObject({ kind: 'invalid', problems: [{ path: 'post.since' }] });
		expect((await getCedula(servant)).sections.contact.version).toBe(0);
	});

	it('refuses a section and a field that do not exist', async () => {
		const servant = await aServant();
		expect((await reasonOf(saveSections(servant, { salary: {} }))).kind).toBe('invalid');
		expect(await reasonOf(saveSections(servant, { post: { salary: 1 } }))).toMatchObject({
			problems: [{ path: 'post' }],
		});
	});

	it('tells the audit which section, and nothing of what it says', async () => {
		const servant = await aServant();
		await saveSections(servant, { contact: { phone: '7221234567' } });
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.profileId, servant.profileId));
		const entry = entries.find(({ action }) => action === 'cedula.save-section');
		expect(entry?.details).toEqual({ section: 'contact' });
	});
});

describe('two tabs', () => {
	it('a stale version is refused with both values, and nothing is written', async () => {
		const servant = await aServant();
		await saveSections(servant, { post: { entity: 'Primera', version: 0 } });
		const reason = await reasonOf(saveSections(servant, { post: { entity: 'Segunda', version: 0 } }));
		expect(reason).toMatchObject({
			kind: 'conflict',
			code: 'stale_version',
			details: { section: 'post', version: 1, yours: { entity: 'Segunda' }, current: { entity: 'Primera' } },
		});
		expect((await getCedula(servant)).sections.post.data).toEqual({ entity: 'Primera' });
	});

	it('the version may be left out, and may come from a form as text', async () => {
		const servant = await aServant();
		await saveSections(servant, { post: { entity: 'Primera' } });
		await saveSections(servant, { post: { entity: 'Segunda' } });
		await saveSections(servant, { post: { entity: 'Tercera', version: '2' } });
		expect((await getCedula(servant)).sections.post).toMatchObject({
			version: 3,
			data: { entity: 'Tercera' },
		});
	});

	it('of two at the same time with the same version one is refused', async () => {
		const servant = await aServant();
		const save = (entity: string) => saveSections(servant, { post: { entity, version: 0 } });
		const results = await Promise.allSettled([save('Una'), save('Otra')]);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});
});

describe('identity', () => {
	it('shows what the CURP says of the birth', async () => {
		const servant = await aServant();
		const { identity } = (await getCedula(servant)).sections;
		expect(identity).toMatchObject({
			state: 'complete',
			data: { curp: servant.curp, sex: 'M', birthState: 'MC', givenNames: 'Itzel' },
		});
	});

	it('may be sent back as it was read, but not with another birth', async () => {
		const servant = await aServant();
		const { data } = (await getCedula(servant)).sections.identity;
		await saveSections(servant, { identity: data });
		const reason = await reasonOf(saveSections(servant, { identity: { sex: 'H' } }));
		expect(reason).toMatchObject({ problems: [{ path: 'identity.sex' }] });
	});

	it('lets names and CURP be corrected before the first submission', async () => {
		const servant = await aServant();
		const names = { givenNames: 'Íñigo', firstSurname: 'Güemes', secondSurname: '' };
		const curp = buildCurp({ ...names, birthDate: '1981-02-03', sex: 'H', birthState: 'MC' });
		await saveSections(servant, { identity: { ...names, curp: curp.toLowerCase() } });
		const { data } = (await getCedula(servant)).sections.identity;
		expect(data).toMatchObject({ givenNames: 'Íñigo', curp, birthDate: '1981-02-03', sex: 'H' });
		expect(data).not.toHaveProperty('secondSurname');
	});

	it('refuses a wrong CURP and one that somebody else has', async () => {
		const [servant, other] = [await aServant(), await aServant()];
		expect(await reasonOf(saveSections(servant, { identity: { curp: 'XXXX' } }))).toMatchObject({
			problems: [{ path: 'identity.curp' }],
		});
		expect(await reasonOf(saveSections(servant, { identity: { curp: other.curp } }))).toMatchObject({
			kind: 'conflict',
			code: 'curp_held',
		});
	});

	it('locks names and CURP once sent, and opens them when the identity is observed', async () => {
		const servant = await aServant();
		const [claim] = await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		const correct = () => saveSections(servant, { identity: { givenNames: 'Otra' } });
		expect(await reasonOf(correct())).toMatchObject({ code: 'not_editable' });
		await returned(folio, [claim!.id], { identityRemark: 'El acta dice otro nombre.' });
		await correct();
		expect((await getCedula(servant)).sections.identity.data.givenNames).toBe('Otra');
	});

	it('refuses an RFC with another birth date than the CURP', async () => {
		const servant = await aServant();
		expect(await reasonOf(saveSections(servant, { identity: { rfc: 'GODE561231GR8' } }))).toMatchObject({
			problems: [{ path: 'identity.rfc' }],
		});
	});
});

describe('while the cédula is in validation', () => {
	it('the post rests; how to reach the person stays open', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		await aSubmission(servant);
		expect(await reasonOf(saveSections(servant, { post: { entity: 'Otro' } }))).toMatchObject({
			code: 'not_editable',
		});
		await saveSections(servant, { contact: { phone: '5512345678' }, interests: { available: false } });
		expect((await getCedula(servant)).sections.contact.data.phone).toBe('5512345678');
	});
});

/** A valid RFC of the person with this CURP: its first ten characters, any homoclave, the check character. */
function rfcFor(curp: string): string {
	const first12 = `${curp.slice(0, 10)}AB`;
	return first12 + rfcCheckDigit(first12);
}
