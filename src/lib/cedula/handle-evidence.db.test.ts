import { and, eq } from 'drizzle-orm';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { evidenceOfClaims, evidenceOfProfile } from '#lib/evidence/evidence-of-claims.server.ts';
import { processEvidence } from '#lib/evidence/process-evidence.server.ts';
import { getOwnEvidence, readOwnFile, readOwnPage } from '#lib/evidence/read-evidence.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { aCompleteCedula, aSubmission, returned } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { attachEvidence } from './attach-evidence.server.ts';
import { createClaim } from './create-claim.server.ts';
import { evidenceFieldData } from './evidence-field.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { listEvidence } from './list-evidence.server.ts';
import { reorderEvidence } from './reorder-evidence.server.ts';
import { reuseEvidence } from './reuse-evidence.server.ts';
import { turnEvidence } from './turn-evidence.server.ts';
import { withdrawClaim } from './withdraw-claim.server.ts';

useTestDatabase();

type Servant = Principal & { profileId: string };
let servant: Servant;
let claimId: string;

beforeEach(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'education' })).id;
});

const attach = async (
	file: string,
	{ claim = claimId, replaces }: { claim?: string; replaces?: string } = {},
) =>
	(
		await attachEvidence(servant, claim, async () => ({ name: file, bytes: sample(`documentos/${file}`) }), {
			replaces,
		})
	).id;
const threeFiles = async () => [
	await attach('doc-01.pdf'),
	await attach('doc-02.pdf'),
	await attach('doc-04.pdf'),
];
const idsOn = async (claim = claimId) =>
	(await evidenceOfClaims(db(), [claim])).get(claim)?.map(({ id }) => id);
const deeds = async (action: string) =>
	db()
		.select({ subject: auditEntry.subject, details: auditEntry.details })
		.from(auditEntry)
		.where(and(eq(auditEntry.profileId, servant.profileId), eq(auditEntry.action, action)));

describe('the order of the files of a claim', () => {
	it('is the person’s, and is on record', async () => {
		const [a, b, c] = await threeFiles();
		await reorderEvidence(servant, claimId, { evidenceId: c, place: '0' });
		expect(await idsOn()).toEqual([c, a, b]);
		await reorderEvidence(servant, claimId, { evidenceId: c, place: '1' });
		expect(await idsOn()).toEqual([a, c, b]);
		expect(await deeds('evidence.reorder')).toEqual([
			{ subject: c, details: { claimId, place: 0 } },
			{ subject: c, details: { claimId, place: 1 } },
		]);
	});

	it('changed twice by one press is changed once', async () => {
		const [a, b, c] = await threeFiles();
		const press = () => reorderEvidence(servant, claimId, { evidenceId: a, place: '1' });
		await Promise.all([press(), press()]);
		expect(await idsOn()).toEqual([b, a, c]);
		expect(await deeds('evidence.reorder')).toHaveLength(1);
	});

	it('goes along when it is sent, and a change of it is a change of the claim', async () => {
		const [claim] = await aReadyCedula();
		const [first, second] = (await idsOn(claim))!;
		const { folio } = await aSubmission(servant);
		const place = { evidenceId: second, place: '0' };
		expect(await codeOf(reorderEvidence(servant, claim!, place))).toBe('409 not_editable');
		await returned(folio, [claim!]);
		await reorderEvidence(servant, claim!, place);
		const { claims } = await getCedula(servant);
		expect(claims[0]).toMatchObject({ evidence: [{ id: second }, { id: first }], differs: true });
	});

	it.each([
		{ evidenceId: 'x', place: '0' },
		{ place: '0' },
		{ evidenceId: '0198c0de-0000-7000-8000-00000000000f', place: 'x' },
		{ evidenceId: '0198c0de-0000-7000-8000-00000000000f', place: '-1' },
	])('needs a file and a place: %o', async (input) => {
		expect(await codeOf(reorderEvidence(servant, claimId, input))).toBe('422 invalid');
	});

	it('has no place for a file that is not on the claim', async () => {
		const [a] = await threeFiles();
		const other = (await createClaim(servant, { kind: 'training' })).id;
		expect(await codeOf(reorderEvidence(servant, other, { evidenceId: a, place: '0' }))).toBe(
			'404 not_found',
		);
	});
});

describe('a file in place of another', () => {
	it('stands where the other stood, which stays with the person', async () => {
		const [a, b, c] = await threeFiles();
		const fresh = await attach('doc-22.pdf', { replaces: b });
		expect(await idsOn()).toEqual([a, fresh, c]);
		expect((await evidenceFieldData(servant, claimId)).reusable.map(({ id }) => id)).toEqual([b]);
		expect(await deeds('evidence.replace')).toMatchObject([{ subject: fresh, details: { replaces: b } }]);
	});

	it('with the same bytes changes nothing', async () => {
		const ids = await threeFiles();
		expect(await attach('doc-02.pdf', { replaces: ids[1] })).toBe(ids[1]);
		expect(await idsOn()).toEqual(ids);
	});

	it('that was on the claim already stands once', async () => {
		const [a, b, c] = await threeFiles();
		await attach('doc-04.pdf', { replaces: a });
		expect(await idsOn()).toEqual([c, b]);
	});

	it('is not kept when the other has gone meanwhile', async () => {
		const [a] = await threeFiles();
		const other = (await createClaim(servant, { kind: 'training' })).id;
		const replacing = attach('doc-22.pdf', { claim: other, replaces: a });
		expect(await codeOf(replacing)).toBe('404 not_found');
		expect(await evidenceOfProfile(db(), servant.profileId)).toHaveLength(3);
	});
});

describe('a turned file', () => {
	const sizeOf = async (bytes: Uint8Array) => {
		const { width, height, format } = await sharp(bytes).metadata();
		return { width, height, format };
	};

	it('comes turned: its page, the small picture and, of a photo, the download', async () => {
		const lying = sharp({ create: { width: 300, height: 200, channels: 3, background: '#335577' } });
		const red = sharp({ create: { width: 300, height: 20, channels: 3, background: '#ff0000' } });
		const photo = lying.composite([{ input: await red.png().toBuffer(), top: 0, left: 0 }]);
		const bytes = new Uint8Array(await photo.jpeg().toBuffer());
		const { id } = await attachEvidence(servant, claimId, async () => ({ name: 'foto.jpg', bytes }));
		await processEvidence(id);
		const before = await readOwnPage(servant, id, '1');
		expect(await turnEvidence(servant, id, { turns: '1' })).toMatchObject({ id, turns: 1 });
		const file = await readOwnFile(servant, id);
		expect(await sizeOf(file.bytes)).toEqual({ width: 200, height: 300, format: 'jpeg' });
		const page = await readOwnPage(servant, id, '1');
		expect(await sizeOf(page)).toEqual({ width: 200, height: 300, format: 'webp' });
		expect(await sizeOf(await readOwnPage(servant, id, '1', 'small'))).toMatchObject({ height: 240 });
		const edge = await sharp(page).extract({ left: 190, top: 100, width: 1, height: 1 }).raw().toBuffer();
		expect(edge[0]).toBeGreaterThan(200);
		await turnEvidence(servant, id, { turns: '0' });
		expect(Buffer.from(await readOwnPage(servant, id, '1')).equals(Buffer.from(before))).toBe(true);
	});

	it('that is a PDF is downloaded as it was received', async () => {
		const id = await attach('doc-01.pdf');
		await processEvidence(id);
		const upright = await sizeOf(await readOwnPage(servant, id, '1'));
		await turnEvidence(servant, id, { turns: '3' });
		expect(Buffer.from((await readOwnFile(servant, id)).bytes).equals(sample('documentos/doc-01.pdf'))).toBe(
			true,
		);
		const turned = await sizeOf(await readOwnPage(servant, id, '1'));
		expect(turned).toEqual({ ...upright, width: upright.height, height: upright.width });
	});

	it('is turned once by two presses of the same button', async () => {
		const id = await attach('doc-01.pdf');
		await processEvidence(id);
		await Promise.all([turnEvidence(servant, id, { turns: '1' }), turnEvidence(servant, id, { turns: '1' })]);
		expect(await getOwnEvidence(servant, id)).toMatchObject({ turns: 1 });
		expect(await deeds('evidence.turn')).toEqual([{ subject: id, details: { turns: 1 } }]);
	});

	it('cannot be one that was sent, also while the claim is open again', async () => {
		const [claim] = await aReadyCedula();
		const [id] = (await idsOn(claim))!;
		expect((await evidenceFieldData(servant, claim!)).files[0]).toMatchObject({ id, sent: false });
		const { folio } = await aSubmission(servant);
		expect(await codeOf(turnEvidence(servant, id!, { turns: '1' }))).toBe('409 held_by_submission');
		await returned(folio, [claim!]);
		expect(await codeOf(turnEvidence(servant, id!, { turns: '1' }))).toBe('409 held_by_submission');
		expect((await evidenceFieldData(servant, claim!)).files[0]).toMatchObject({ id, sent: true });
	});

	it.each(['4', '-1', 'x', undefined])('cannot be turned by %s', async (turns) => {
		const id = await attach('doc-01.pdf');
		expect(await codeOf(turnEvidence(servant, id, { turns }))).toBe('422 invalid');
	});
});

describe('«Mis documentos»', () => {
	it('lists every file, the newest first, with what it proves and whether it was sent', async () => {
		const [claim] = await aReadyCedula();
		await aSubmission(servant);
		const { files, takenBytes } = await listEvidence(servant);
		const [last] = (await idsOn(claim))!.slice(-1);
		expect(files[0]).toMatchObject({
			id: last,
			name: 'doc-02.pdf',
			sent: true,
			uses: [{ href: `/cedula/experiencia/${claim}`, title: expect.any(String) }],
		});
		expect(files).toHaveLength(2);
		expect(takenBytes).toBe(20_000 + sample('documentos/doc-02.pdf').length);
	});

	it('names each claim that carries a file, and none for a free one', async () => {
		const id = await attach('doc-01.pdf');
		const other = (await createClaim(servant, { kind: 'training' })).id;
		await reuseEvidence(servant, other, { evidenceId: id });
		await attach('doc-02.pdf', { replaces: id });
		const { files } = await listEvidence(servant);
		expect(files.map(({ uses }) => uses.map(({ href }) => href))).toEqual([
			[`/cedula/formacion/${claimId}`],
			[`/cedula/capacitacion/${other}`],
		]);
	});
});

/** A cédula that can be sent, whose one claim carries two files. @returns the ids of its claims */
async function aReadyCedula(): Promise<string[]> {
	await withdrawClaim(servant, claimId);
	const claims = await aCompleteCedula(servant);
	await processEvidence(await attach('doc-02.pdf', { claim: claims[0]!.id }));
	return claims.map(({ id }) => id);
}
