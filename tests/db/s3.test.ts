import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { removeEvidence } from '#lib/cedula/remove-evidence.server.ts';
import { reuseEvidence } from '#lib/cedula/reuse-evidence.server.ts';
import { uploadEvidence } from '#lib/cedula/upload-evidence.server.ts';
import { checkStore, GRACE_MS, isWhole } from '#lib/evidence/check-store.server.ts';
import { evidenceOfClaims } from '#lib/evidence/evidence-of-claims.server.ts';
import { processEvidence } from '#lib/evidence/process-evidence.server.ts';
import { getOwnEvidence, readOwnFile, readOwnPage } from '#lib/evidence/read-evidence.server.ts';
import { EVIDENCE_ID_HEADER } from '#lib/evidence/resumable-uploads.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import type { FileStore } from '#lib/platform/file-store.ts';
import { files } from '#lib/platform/files.server.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { s3Store } from '#lib/platform/s3-store.server.ts';
import { aServant } from '../support/factories.ts';
import { reasonOf } from '../support/refusals.ts';
import { sample } from '../support/samples.ts';
import { startSwift, type Swift } from '../support/swift.ts';
import { useTestDatabase } from '../support/test-database.ts';

const swift: Swift = await startSwift();
useTestDatabase({ settings: { FILES_URL: swift.url } });
afterAll(() => swift.stop());

const PDF = 'documentos/doc-02.pdf';
let servant: Principal & { profileId: string };
let claimId: string;
let uploads: FileStore;

beforeAll(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'education' })).id;
	uploads = s3Store(swift.place, 'uploads');
});

async function attach(name = PDF, claim = claimId) {
	return (await attachEvidence(servant, claim, async () => ({ name, bytes: sample(name) }))).id;
}
const partsOf = async (id: string) =>
	(await files().list(`${servant.profileId}/${id}`)).map((key) => key.split('/').at(-1)).sort();
const filesOf = async (claim: string) => (await evidenceOfClaims(db(), [claim])).get(claim) ?? [];

describe('a store of keys', () => {
	it('gives what was put, lists it page by page, and forgets what is removed', async () => {
		const store = s3Store(swift.place, 'files', 3);
		const keys = Array.from({ length: 8 }, (_, index) => `lista/${index}`);
		for (const key of keys) await store.put(key, Buffer.from(key));
		expect((await store.get('lista/4')).toString()).toBe('lista/4');
		expect(await store.list('lista')).toEqual(keys);
		expect(await store.list('list')).toEqual([]);
		const seen: string[] = [];
		for await (const { key, changedAt } of store.walk()) {
			seen.push(key);
			expect(Math.abs(changedAt.getTime() - Date.now())).toBeLessThan(60_000);
		}
		expect(seen).toEqual(keys);
		for (const key of keys) await store.remove(key);
		await store.remove('lista/never-there');
		expect(await store.list()).toEqual([]);
		await expect(store.get('lista/4')).rejects.toMatchObject({ code: 'ENOENT' });
	});

	it.each([
		['a bucket that is not there', { bucket: 'otra-cubeta' }, 'no tiene esa cubeta'],
		['credentials that are not ours', { secretAccessKey: 'otra' }, 'no admite esas credenciales'],
	])('names %s at the start', async (_what, change, words) => {
		await expect(s3Store({ ...swift.place, ...change }, 'files').check()).rejects.toMatchObject({
			name: 'StartProblem',
			message: expect.stringContaining(words),
		});
	});
});

describe('a document', () => {
	it('lies encrypted in the bucket, and is shown as pages', async () => {
		const id = await attach();
		await drainJobs();
		expect(await partsOf(id)).toEqual(
			expect.arrayContaining(['original.age', 'page-1.age', 'thumbnail.age']),
		);
		const stored = await files().get(`${servant.profileId}/${id}/original.age`);
		expect(stored.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
		expect((await readOwnFile(servant, id)).bytes).toEqual(sample(PDF));
		expect((await readOwnPage(servant, id, '1')).length).toBeGreaterThan(1000);
	});

	it('of the same bytes is the same, and can be used on another claim', async () => {
		const { id: other } = await createClaim(servant, { kind: 'experience' });
		const id = await attach();
		await reuseEvidence(servant, other, { evidenceId: id });
		expect((await filesOf(other)).map((file) => file.id)).toEqual([id]);
		expect(await filesOf(claimId)).toHaveLength(1);
	});

	it('that is removed leaves the bucket', async () => {
		const id = await attach('documentos/doc-06.pdf');
		await drainJobs();
		await removeEvidence(servant, id);
		await drainJobs();
		expect(await partsOf(id)).toEqual([]);
	});
});

describe('a resumable upload', () => {
	const TUS = { 'tus-resumable': '1.0.0' };
	const base64 = (text: string) => Buffer.from(text).toString('base64');
	const send = (method: string, path: string, headers: Record<string, string>, body?: BodyInit) =>
		uploadEvidence(
			servant,
			new Request(new URL(path, 'http://localhost'), {
				...{ method, headers: { ...TUS, ...headers }, body },
				...(body && { duplex: 'half' }),
			} as RequestInit),
		);
	const patch = (path: string, offset: number, body: BodyInit) =>
		send(
			'PATCH',
			path,
			{ 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
			body,
		);
	const begin = async (bytes: number) => {
		const metadata = `claim ${base64(claimId)},filename ${base64('Título.pdf')}`;
		const headers = { 'upload-length': String(bytes), 'upload-metadata': metadata };
		return (await send('POST', '/api/v1/uploads', headers)).headers.get('location')!;
	};
	const offsetOf = async (path: string) =>
		Number((await send('HEAD', path, {})).headers.get('upload-offset'));
	const piecesOf = async () =>
		(await uploads.list(servant.profileId)).filter((key) => !key.endsWith('.info'));

	it('grows by pieces, goes on after a cut, and leaves only what it became', async () => {
		const bytes = sample('documentos/doc-02.pdf');
		const path = await begin(bytes.length);
		await patch(path, 0, bytes.slice(0, 1000));
		expect(await offsetOf(path)).toBe(1000);
		const cut = new ReadableStream({
			start: (controller) => controller.enqueue(bytes.slice(1000, 1600)),
			pull: async (controller) => {
				await new Promise((later) => setTimeout(later, 100));
				controller.error(new Error('connection lost'));
			},
		});
		expect((await patch(path, 1000, cut)).status).toBeGreaterThanOrEqual(400);
		const offset = await offsetOf(path);
		expect(offset).toBe(1600);
		for (const key of await piecesOf()) expect((await uploads.get(key)).includes('%PDF')).toBe(false);
		const last = await patch(path, offset, bytes.slice(offset));
		expect(last.status).toBe(204);
		const id = last.headers.get(EVIDENCE_ID_HEADER)!;
		await drainJobs();
		expect((await readOwnFile(servant, id)).bytes).toEqual(sample('documentos/doc-02.pdf'));
		expect(await piecesOf()).toEqual([]);
		expect((await send('HEAD', path, {})).headers.get(EVIDENCE_ID_HEADER)).toBe(id);
	});

	it('is forgotten after 48 hours', async () => {
		const path = await begin(5000);
		await patch(path, 0, sample(PDF).slice(0, 100));
		const later = Date.now() + 48 * 3600_000 + 60_000;
		setClock(() => new Date(later));
		await runPeriodic('remove-stale-uploads');
		expect(await uploads.list()).toEqual([]);
		expect((await send('HEAD', path, {})).status).toBe(404);
	});
});

describe('doctor', () => {
	const inBucket = (key: string) => ({ Bucket: swift.place.bucket, Key: `files/${key}` });
	const later = () => {
		const instant = Date.now() + GRACE_MS + 60_000;
		setClock(() => new Date(instant));
	};

	it('finds what is missing, damaged or extra, whatever its name', async () => {
		later();
		expect(isWhole(await checkStore(OPERATOR))).toBe(true);
		const [missing, damaged] = [await attach('documentos/doc-04.pdf'), await attach('documentos/doc-22.pdf')];
		await drainJobs();
		const keyOf = (id: string, part: string) => `${servant.profileId}/${id}/${part}.age`;
		await swift.client.send(new DeleteObjectCommand(inBucket(keyOf(missing, 'original'))));
		await swift.client.send(new PutObjectCommand({ ...inBucket(keyOf(damaged, 'thumbnail')), Body: 'x' }));
		await swift.client.send(new PutObjectCommand({ ...inBucket('notas del año.txt'), Body: 'x' }));
		later();
		const report = await checkStore(OPERATOR, { removeExtra: true });
		expect(report.missing.listed).toMatchObject([{ evidenceId: missing, parts: ['original'] }]);
		expect(report.damaged.listed).toMatchObject([{ evidenceId: damaged, parts: ['thumbnail'] }]);
		expect(report.extra.listed).toEqual(['notas del año.txt']);
		await removeEvidence(servant, missing);
		await removeEvidence(servant, damaged);
		await drainJobs();
		expect(isWhole(await checkStore(OPERATOR))).toBe(true);
	});
});

describe('while the store is away', () => {
	let id: string;
	let waiting: string;
	let before: number;

	beforeAll(async () => {
		id = await attach();
		waiting = await attach('documentos/doc-03.jpg');
		before = (await filesOf(claimId)).length;
		await swift.halt();
		log.level = 'silent';
	});
	afterAll(() => {
		log.level = 'info';
	});

	it('what needs it is refused with when to try again, and nothing is half-written', async () => {
		const away = { kind: 'unavailable', retryAfterSeconds: 30 };
		expect(await reasonOf(attach('documentos/doc-11.jpg'))).toEqual(away);
		expect(await reasonOf(readOwnPage(servant, id, '1'))).toEqual(away);
		expect(await reasonOf(files().check())).toEqual(away);
		expect(await reasonOf(checkStore(OPERATOR))).toEqual(away);
		expect(await filesOf(claimId)).toHaveLength(before);
	});

	it('a check waits, and all goes on by itself when it is back', async () => {
		await expect(processEvidence(waiting)).rejects.toMatchObject({ reason: { kind: 'unavailable' } });
		expect(await getOwnEvidence(servant, waiting)).toMatchObject({ scan: 'pending' });
		await swift.resume();
		await files().check();
		await drainJobs();
		expect(await getOwnEvidence(servant, waiting)).toMatchObject({ scan: 'unscanned' });
		const later = await attach('documentos/doc-11.jpg');
		await drainJobs();
		expect(await getOwnEvidence(servant, later)).toMatchObject({ scan: 'unscanned' });
		expect((await readOwnPage(servant, id, '1')).length).toBeGreaterThan(1000);
	});
});
