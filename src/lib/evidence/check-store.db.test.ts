import {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { asOwner } from '../../../tests/support/database.setup.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { checkStore, GRACE_MS, isWhole } from './check-store.server.ts';
import { evidence } from './tables.server.ts';

const place = useTestDatabase();
let servant: Principal & { profileId: string };
let pdf: string;
let photo: string;
const cleanups: (() => unknown)[] = [];

const attach = async (owner: Principal, name: string, bytes: Uint8Array) => {
	const claim = await createClaim(owner, { kind: 'education' });
	return (await attachEvidence(owner, claim.id, async () => ({ name, bytes }))).id;
};

beforeAll(async () => {
	servant = await aServant();
	const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#335577' } });
	pdf = await attach(servant, 'título.pdf', sample('documentos/doc-01.pdf'));
	photo = await attach(servant, 'foto.png', new Uint8Array(await picture.png().toBuffer()));
	await drainJobs();
});
afterEach(async () => {
	for (const cleanup of cleanups.splice(0)) await cleanup();
});

const inStore = (...path: string[]) => join(place.dataDir, 'files', ...path);
const partOf = (id: string, part: string) => inStore(servant.profileId, id, `${part}.age`);
const whole = { count: 0, listed: [] };
const wrong = (evidenceId: string, problem: string, ...parts: string[]) => ({
	count: 1,
	listed: [{ evidenceId, profileId: servant.profileId, problem, parts }],
});

const removed = (id: string, agoMs: number) =>
	db()
		.update(evidence)
		.set({ removedAt: new Date(Date.now() - agoMs) })
		.where(eq(evidence.id, id));

/** Spoils a stored file for one test. */
function spoil(path: string, how: (path: string) => void) {
	const bytes = readFileSync(path);
	cleanups.push(() => writeFileSync(path, bytes));
	how(path);
}

/** Puts a file into the store for one test, last changed so long ago. */
function stray(path: string, ageMs: number) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, 'nobody knows of this');
	const then = new Date(Date.now() - ageMs);
	utimesSync(path, then, then);
	cleanups.push(() => rmSync(path, { force: true }));
}

describe('a store as the rows say', () => {
	it('is whole', async () => {
		const seen: number[][] = [];
		const report = await checkStore(OPERATOR, {}, (done, total) => seen.push([done, total]));
		expect(report).toEqual({ files: 2, missing: whole, damaged: whole, extra: whole, removed: 0 });
		expect(isWhole(report)).toBe(true);
		expect(seen).toEqual([
			[1, 2],
			[2, 2],
		]);
	});

	it('is whole while a file waits for its check', async () => {
		const waiting = await attach(servant, 'espera.pdf', sample('documentos/doc-02.pdf'));
		expect(await checkStore(OPERATOR)).toMatchObject({ files: 3, missing: whole, extra: whole });
		await drainJobs();
		await removed(waiting, 0);
		rmSync(dirname(partOf(waiting, 'original')), { recursive: true });
	});

	it('has its check in the audit, in the name of the operator', async () => {
		await checkStore(OPERATOR);
		const [entry] = await db()
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.action, 'evidence.check-store'))
			.limit(1);
		expect(entry).toMatchObject({ role: 'operator', details: { files: 2, missing: 0 } });
	});
});

describe('a missing file', () => {
	it('is told with the document and its parts', async () => {
		spoil(partOf(pdf, 'page-1'), (path) => rmSync(path));
		spoil(partOf(pdf, 'original'), (path) => rmSync(path));
		const report = await checkStore(OPERATOR);
		expect(report).toMatchObject({ missing: wrong(pdf, 'missing', 'original', 'page-1'), damaged: whole });
		expect(isWhole(report)).toBe(false);
	});
});

describe('a damaged file', () => {
	it('is one with a flipped bit', async () => {
		spoil(partOf(photo, 'copy'), (path) => {
			const bytes = readFileSync(path);
			bytes[bytes.length - 20]! ^= 1;
			writeFileSync(path, bytes);
		});
		const report = await checkStore(OPERATOR);
		expect(report).toMatchObject({ missing: whole, damaged: wrong(photo, 'altered', 'copy') });
		expect(isWhole(report)).toBe(false);
	});

	it.each([0, 100, 1000])('is one cut to %i bytes', async (length) => {
		spoil(partOf(pdf, 'original'), (path) => truncateSync(path, length));
		expect(await checkStore(OPERATOR)).toMatchObject({ damaged: wrong(pdf, 'altered', 'original') });
	});

	it.each(['original', 'copy'])('is another %s, encrypted to the same person', async (part) => {
		const [id, other] = part === 'original' ? [pdf, partOf(photo, 'copy')] : [photo, partOf(pdf, 'original')];
		spoil(partOf(id, part), (path) => writeFileSync(path, readFileSync(other)));
		expect(await checkStore(OPERATOR)).toMatchObject({ damaged: wrong(id, 'altered', part) });
	});

	it('is one whose person has no key any more', async () => {
		const erased = await aServant();
		const id = await attach(erased, 'borrada.pdf', sample('documentos/doc-04.pdf'));
		await drainJobs();
		await asOwner(place.url, [`delete from keys.person_key where profile_id = '${erased.profileId}'`]);
		const report = await checkStore(OPERATOR);
		const parts = ['original', 'page-1', 'thumbnail'];
		expect(report.damaged.listed).toEqual([
			{ evidenceId: id, profileId: erased.profileId, problem: 'no_key', parts },
		]);
		await removed(id, 0);
		rmSync(inStore(erased.profileId), { recursive: true });
	});

	it('is one whose key the master key does not open', async () => {
		const { profileId } = servant;
		const [key] = await db().select().from(personKey).where(eq(personKey.profileId, profileId));
		const setKey = (hex: string) =>
			asOwner(place.url, [
				`update keys.person_key set wrapped = '\\x${hex}' where profile_id = '${profileId}'`,
			]);
		cleanups.push(() => setKey(key!.wrapped.toString('hex')));
		await setKey(Buffer.alloc(key!.wrapped.length, 7).toString('hex'));
		const { damaged } = await checkStore(OPERATOR);
		expect(damaged.listed.map(({ problem }) => problem)).toEqual(['wrong_key', 'wrong_key']);
	});
});

describe('an extra file', () => {
	const old = GRACE_MS + 60_000;

	it.each([
		['of a document that has no row', () => `${servant.profileId}/${newId()}/original.age`],
		['of a person who does not exist', () => `${newId()}/${newId()}/original.age`],
		['that is no part of its document', () => `${servant.profileId}/${pdf}/page-9.age`],
		['that was never finished', () => `${servant.profileId}/${pdf}/page-1.age.${newId()}.part`],
		['with a name that is not ours', () => 'notas.txt'],
	])('is one %s', async (_what, keyOf) => {
		const key = keyOf();
		stray(inStore(key), old);
		if (key.includes('page-9'))
			await db()
				.update(evidence)
				.set({ checkedAt: new Date(Date.now() - old) })
				.where(eq(evidence.id, pdf));
		const report = await checkStore(OPERATOR);
		expect(report).toMatchObject({ extra: { count: 1, listed: [key] }, missing: whole, damaged: whole });
		expect(isWhole(report)).toBe(false);
	});

	it('is one of a document that was removed, once its parts had the time to go', async () => {
		const id = await attach(servant, 'quitada.pdf', sample('documentos/doc-06.pdf'));
		await drainJobs();
		const parts = ['original', 'page-1', 'thumbnail'].map((part) => partOf(id, part));
		for (const path of parts) utimesSync(path, 0, 0);
		await removed(id, GRACE_MS - 60_000);
		expect(isWhole(await checkStore(OPERATOR))).toBe(true);
		await removed(id, old);
		expect((await checkStore(OPERATOR)).extra.listed.map((key) => inStore(key)).sort()).toEqual(parts);
		rmSync(dirname(partOf(id, 'original')), { recursive: true });
	});

	it('does not count while it may belong to work under way', async () => {
		stray(inStore(servant.profileId, newId(), 'original.age'), GRACE_MS - 60_000);
		expect(isWhole(await checkStore(OPERATOR))).toBe(true);
	});

	it('is removed when that is asked for, and nothing else is', async () => {
		const path = inStore(servant.profileId, newId(), 'original.age');
		stray(path, old);
		const report = await checkStore(OPERATOR, { removeExtra: true });
		expect(report).toMatchObject({ extra: { count: 1 }, removed: 1 });
		expect([isWhole(report), existsSync(path)]).toEqual([true, false]);
		expect(await checkStore(OPERATOR)).toMatchObject({ files: 2, missing: whole, extra: whole });
	});
});
