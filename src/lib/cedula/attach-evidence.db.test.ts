import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { evidenceOfClaims, evidenceOfProfile } from '#lib/evidence/evidence-of-claims.server.ts';
import { claimEvidence, evidence } from '#lib/evidence/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { aCompleteCedula, aSubmission, returned } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { codeOf, reasonOf, refusalOf } from '../../../tests/support/refusals.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { attachEvidence } from './attach-evidence.server.ts';
import { createClaim } from './create-claim.server.ts';
import { detachEvidence } from './detach-evidence.server.ts';
import { evidenceFieldData } from './evidence-field.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { removeEvidence } from './remove-evidence.server.ts';
import { reuseEvidence } from './reuse-evidence.server.ts';
import { isSubmitted } from './submitted-evidence.server.ts';

const place = useTestDatabase();

type Servant = Principal & { profileId: string };
let servant: Servant;
let claimId: string;

beforeEach(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'education' })).id;
});

const upload =
	(name: string, as = name) =>
	async () => ({ name: as, bytes: sample(name) });
const attach = (name = 'hostiles/pdf-valido.pdf', claim = claimId, who: Servant = servant) =>
	attachEvidence(who, claim, upload(name));
const idsOn = async (claim: string) =>
	(await evidenceOfClaims(db(), [claim])).get(claim)?.map(({ id }) => id);
const stored = () => {
	const folder = join(place.dataDir, 'files', servant.profileId);
	return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
		.length;
};

describe('attaching a file', () => {
	it('answers with what the contract says, at once', async () => {
		const view = await attachEvidence(servant, claimId, upload('documentos/doc-01.pdf', 'Mi título.pdf'));
		expect(view).toEqual({
			id: expect.any(String),
			name: 'Mi título.pdf',
			mediaType: 'application/pdf',
			sizeBytes: sample('documentos/doc-01.pdf').length,
			sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
			pages: null,
			scan: 'pending',
			refusal: null,
			turns: 0,
		});
		expect(await idsOn(claimId)).toEqual([view.id]);
	});

	it('is in the audit, without the name of the file', async () => {
		const { id } = await attach();
		const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.subject, id));
		expect(entry).toMatchObject({
			action: 'evidence.attach',
			profileId: servant.profileId,
			details: { claimId, mediaType: 'application/pdf', sizeBytes: 764 },
		});
	});

	it('with the same bytes again is the same file, also on another claim and under another name', async () => {
		const other = (await createClaim(servant, { kind: 'training' })).id;
		const first = await attach();
		const again = await attachEvidence(
			servant,
			claimId,
			upload('hostiles/pdf-valido.pdf', 'otro nombre.pdf'),
		);
		const elsewhere = await attach('hostiles/pdf-valido.pdf', other);
		expect([again.id, elsewhere.id]).toEqual([first.id, first.id]);
		expect(await idsOn(claimId)).toEqual([first.id]);
		expect(await idsOn(other)).toEqual([first.id]);
		expect(stored()).toBe(1);
	});

	it('twice at the same time keeps one', async () => {
		const both = await Promise.all([attach(), attach()]);
		expect(both[0]?.id).toBe(both[1]?.id);
		expect(stored()).toBe(1);
	});

	it('of two people with the same bytes keeps two', async () => {
		const other = await aServant();
		const theirs = (await createClaim(other, { kind: 'education' })).id;
		const first = await attach();
		const second = await attach('hostiles/pdf-valido.pdf', theirs, other);
		expect(second.id).not.toBe(first.id);
		expect(second.sha256).toBe(first.sha256);
	});

	it('that was refused is possible again', async () => {
		const bytes = sample('documentos/doc-11.jpg').slice(0, 100_000);
		const cut = () => attachEvidence(servant, claimId, async () => ({ name: 'a.jpg', bytes: bytes.slice() }));
		const first = await cut();
		await drainJobs();
		expect((await cut()).id).not.toBe(first.id);
	});

	it('keeps the order in which files came', async () => {
		const ids = [];
		for (const name of ['doc-02.pdf', 'doc-01.pdf', 'doc-04.pdf'])
			ids.push((await attach(`documentos/${name}`)).id);
		expect(await idsOn(claimId)).toEqual(ids);
	});

	it('stops at the limits of the institution', async () => {
		const many = Array.from({ length: 60 }, (_, position) => ({ id: newId(), position }));
		await db()
			.insert(evidence)
			.values(
				many.map(({ id, position }) => ({
					id,
					profileId: servant.profileId,
					name: 'a.pdf',
					mediaType: 'application/pdf',
					sizeBytes: 8 * 1024 * 1024,
					sha256: Buffer.from(String(position).padStart(32, '0')),
					scan: 'clean',
					createdAt: new Date(),
				})),
			);
		await db()
			.insert(claimEvidence)
			.values(
				many.map(({ id, position }) => ({ claimId, evidenceId: id, profileId: servant.profileId, position })),
			);
		expect(await codeOf(attach())).toBe('409 claim_full');
		const empty = (await createClaim(servant, { kind: 'training' })).id;
		await expect(attach('hostiles/pdf-valido.pdf', empty)).resolves.toBeDefined();
		await db()
			.update(evidence)
			.set({ sizeBytes: 9 * 1024 * 1024 })
			.where(eq(evidence.profileId, servant.profileId));
		expect(await codeOf(attach('documentos/doc-01.pdf', empty))).toBe('409 person_full');
		expect(stored()).toBe(1);
	});

	it('reads nothing when the claim is closed or somebody else’s', async () => {
		const reading = async () => {
			throw new Error('was read');
		};
		const other = await aServant();
		expect(await codeOf(attachEvidence(other, claimId, reading))).toBe('404 not_found');
		await aCompleteCedula(servant);
		await drainJobs();
		await attach();
		await drainJobs();
		await removeIncomplete();
		await aSubmission(servant);
		expect(await codeOf(attachEvidence(servant, await sentClaim(), reading))).toBe('409 not_editable');
	});
});

/** The claim of `beforeEach` has no data: it goes, so that the rest can be sent. */
async function removeIncomplete(): Promise<void> {
	const { withdrawClaim } = await import('./withdraw-claim.server.ts');
	await withdrawClaim(servant, claimId);
}

async function sentClaim(): Promise<string> {
	const { claims } = await getCedula(servant);
	return claims[0]!.id;
}

async function aSentFile(): Promise<{ evidenceId: string; claimId: string; folio: string }> {
	await removeIncomplete();
	const [claim] = await aCompleteCedula(servant);
	const { id } = await attach('documentos/doc-01.pdf', claim!.id);
	await drainJobs();
	const { folio } = await aSubmission(servant);
	return { evidenceId: id, claimId: claim!.id, folio };
}

describe('a file that was sent', () => {
	it('cannot be deleted, and says what can be done', async () => {
		const { evidenceId } = await aSentFile();
		expect(await codeOf(removeEvidence(servant, evidenceId))).toBe('409 held_by_submission');
		expect((await refusalOf(removeEvidence(servant, evidenceId))).message).toContain('quítelo del renglón');
	});

	it('can be left out of the answer to an observation, and stays in what was sent', async () => {
		const sent = await aSentFile();
		expect(await codeOf(detachEvidence(servant, sent.claimId, sent.evidenceId))).toBe('409 not_editable');
		await returned(sent.folio, [sent.claimId]);
		await detachEvidence(servant, sent.claimId, sent.evidenceId);
		expect(await idsOn(sent.claimId)).not.toContain(sent.evidenceId);
		expect(await isSubmitted(db(), sent.evidenceId)).toBe(true);
		expect(await codeOf(removeEvidence(servant, sent.evidenceId))).toBe('409 held_by_submission');
	});
});

describe('taking a file off a claim', () => {
	it('leaves it with the person, to be used elsewhere', async () => {
		const { id } = await attach();
		await detachEvidence(servant, claimId, id);
		expect(await idsOn(claimId)).toEqual([]);
		expect((await evidenceOfProfile(db(), servant.profileId)).map((file) => file.id)).toEqual([id]);
		expect((await evidenceFieldData(servant, claimId)).reusable.map((file) => file.id)).toEqual([id]);
		await reuseEvidence(servant, claimId, { evidenceId: id });
		await reuseEvidence(servant, claimId, { evidenceId: id });
		expect(await idsOn(claimId)).toEqual([id]);
	});

	it('that is not there is not found', async () => {
		expect(await codeOf(detachEvidence(servant, claimId, newId()))).toBe('404 not_found');
	});
});

describe('reusing a file', () => {
	it('that was refused says why', async () => {
		const bytes = sample('documentos/doc-11.jpg').slice(0, 100_000);
		const { id } = await attachEvidence(servant, claimId, async () => ({ name: 'a.jpg', bytes }));
		await drainJobs();
		expect(await reasonOf(reuseEvidence(servant, claimId, { evidenceId: id }))).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'evidenceId', message: expect.stringContaining('dañado') }],
		});
	});

	it('needs an id', async () => {
		expect(await codeOf(reuseEvidence(servant, claimId, { evidenceId: 'x' }))).toBe('422 invalid');
	});
});

describe('deleting a file', () => {
	it('takes it off every claim and its bytes out of the store', async () => {
		const other = (await createClaim(servant, { kind: 'training' })).id;
		const { id } = await attach();
		await reuseEvidence(servant, other, { evidenceId: id });
		await drainJobs();
		await removeEvidence(servant, id);
		await drainJobs();
		expect([await idsOn(claimId), await idsOn(other)]).toEqual([[], []]);
		expect(await evidenceOfProfile(db(), servant.profileId)).toEqual([]);
		expect(stored()).toBe(0);
		expect(await codeOf(removeEvidence(servant, id))).toBe('404 not_found');
	});

	it('while it is still being checked leaves nothing behind', async () => {
		const { id } = await attach();
		await removeEvidence(servant, id);
		await drainJobs();
		expect(stored()).toBe(0);
	});

	it('makes room: the same bytes are a new file afterwards', async () => {
		const first = await attach();
		await removeEvidence(servant, first.id);
		expect((await attach()).id).not.toBe(first.id);
	});
});
