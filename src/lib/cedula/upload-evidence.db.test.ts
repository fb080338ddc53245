import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { evidenceOfClaims } from '#lib/evidence/evidence-of-claims.server.ts';
import { getOwnEvidence, readOwnFile } from '#lib/evidence/read-evidence.server.ts';
import { answerUpload, EVIDENCE_ID_HEADER } from '#lib/evidence/resumable-uploads.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { drainJobs, runPeriodic } from '#lib/platform/jobs.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { sample } from '../../../tests/support/samples.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { createClaim } from './create-claim.server.ts';
import { uploadEvidence } from './upload-evidence.server.ts';

const place = useTestDatabase();

type Servant = Principal & { profileId: string };
let servant: Servant;
let claimId: string;
let bytes: Uint8Array<ArrayBuffer>;

beforeEach(async () => {
	servant = await aServant();
	claimId = (await createClaim(servant, { kind: 'education' })).id;
	bytes = sample('documentos/doc-01.pdf');
});

const TUS = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const metadata = (claim: string, name = 'Título de María.pdf') =>
	`claim ${base64(claim)},filename ${base64(name)},filetype ${base64('application/pdf')}`;

function send(
	method: string,
	path: string,
	headers: Record<string, string>,
	body?: BodyInit,
	who: Servant = servant,
) {
	const url = new URL(path, 'http://localhost');
	const init = { method, headers: { ...TUS, ...headers }, body, ...(body && { duplex: 'half' }) };
	return uploadEvidence(who, new Request(url, init as RequestInit));
}

async function begin(sizeBytes = bytes.length, claim = claimId, name?: string): Promise<string> {
	const headers = { 'upload-length': String(sizeBytes), 'upload-metadata': metadata(claim, name) };
	const response = await send('POST', '/api/v1/uploads', headers);
	expect(response.status).toBe(201);
	return response.headers.get('location')!;
}

function patch(path: string, offset: number, body: BodyInit, who?: Servant) {
	const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
	return send('PATCH', path, headers, body, who);
}

async function offsetOf(path: string): Promise<number> {
	const response = await send('HEAD', path, {});
	expect(response.status).toBe(200);
	return Number(response.headers.get('upload-offset'));
}

/** A body whose connection drops when its bytes have reached the disk. */
function cutAfter(part: Uint8Array): ReadableStream {
	let sent = false;
	const onDisk = () =>
		readdirSync(uploadsFolder()).some((name) => statSync(join(uploadsFolder(), name)).size === part.length);
	return new ReadableStream({
		async pull(controller) {
			if (sent) {
				await expect.poll(onDisk).toBe(true);
				return controller.error(new Error('connection lost'));
			}
			sent = true;
			controller.enqueue(part);
		},
	});
}

const uploadsFolder = () => join(place.dataDir, 'uploads', servant.profileId);
const filesOf = async () => (await evidenceOfClaims(db(), [claimId])).get(claimId)!;

describe('an upload in one piece', () => {
	it('becomes evidence on its claim before the last answer', async () => {
		const path = await begin();
		expect(path).toMatch(/^\/api\/v1\/uploads\/[0-9a-f-]{36}$/);
		const response = await patch(path, 0, bytes);
		expect(response.status).toBe(204);
		const id = response.headers.get(EVIDENCE_ID_HEADER)!;
		expect(await filesOf()).toMatchObject([{ id, name: 'Título de María.pdf', sizeBytes: bytes.length }]);
		await drainJobs();
		expect((await readOwnFile(servant, id)).bytes).toEqual(sample('documentos/doc-01.pdf'));
		expect(readdirSync(uploadsFolder()).filter((name) => name.endsWith('.bytes'))).toEqual([]);
	});

	it('tells nothing to other sites', async () => {
		const response = await send('POST', '/api/v1/uploads', {
			origin: 'https://otro.example',
			'upload-length': '10',
			'upload-metadata': metadata(claimId),
		});
		expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
	});
});

describe('an upload that is cut', () => {
	it.each([1, 15, 16, 17, 4096, 65_537, 91_864])('after byte %i goes on from there', async (at) => {
		const path = await begin();
		const cut = await patch(path, 0, cutAfter(bytes.slice(0, at)));
		expect(cut.status).toBeGreaterThanOrEqual(400);
		const offset = await offsetOf(path);
		expect(offset).toBe(at);
		const response = await patch(path, offset, bytes.slice(offset));
		expect(response.status).toBe(204);
		await drainJobs();
		const { bytes: kept } = await readOwnFile(servant, response.headers.get(EVIDENCE_ID_HEADER)!);
		expect(kept).toEqual(sample('documentos/doc-01.pdf'));
	});

	it('goes on in many pieces of odd sizes', async () => {
		const path = await begin();
		let offset = 0;
		let last: Response | undefined;
		for (let piece = 1; offset < bytes.length; piece += 7919) {
			last = await patch(path, offset, bytes.slice(offset, offset + piece));
			offset = Math.min(bytes.length, offset + piece);
			expect(last.headers.get('upload-offset')).toBe(String(offset));
		}
		expect((await getOwnEvidence(servant, last!.headers.get(EVIDENCE_ID_HEADER)!)).sizeBytes).toBe(
			bytes.length,
		);
	});

	it('lies encrypted on the disk, its name too', async () => {
		const path = await begin();
		await patch(path, 0, bytes.slice(0, 5000));
		const stored = readdirSync(uploadsFolder()).map((name) => readFileSync(join(uploadsFolder(), name)));
		expect(stored.map(({ length }) => length)).toContain(5000);
		for (const content of stored) {
			expect(content.includes('%PDF')).toBe(false);
			expect(content.includes('María')).toBe(false);
			expect(content.includes(base64('Título'))).toBe(false);
		}
	});

	it('is refused at a byte that is not the next', async () => {
		const path = await begin();
		await patch(path, 0, bytes.slice(0, 100));
		expect((await patch(path, 50, bytes.slice(50))).status).toBe(409);
		expect(await offsetOf(path)).toBe(100);
	});

	it('can be given up', async () => {
		const path = await begin();
		await patch(path, 0, bytes.slice(0, 100));
		expect((await send('DELETE', path, {})).status).toBe(204);
		expect((await send('HEAD', path, {})).status).toBe(404);
	});

	it('is forgotten after 48 hours', async () => {
		const path = await begin();
		await patch(path, 0, bytes.slice(0, 100));
		await runPeriodic('remove-stale-uploads');
		expect(await offsetOf(path)).toBe(100);
		const later = Date.now() + 48 * 3600_000 + 60_000;
		setClock(() => new Date(later));
		await runPeriodic('remove-stale-uploads');
		expect(readdirSync(uploadsFolder())).toEqual([]);
		expect((await send('HEAD', path, {})).status).toBe(404);
	});
});

describe('an upload whose last answer was lost', () => {
	it('tells on HEAD what it has become, and keeps one file', async () => {
		const path = await begin();
		const id = (await patch(path, 0, bytes)).headers.get(EVIDENCE_ID_HEADER);
		const asked = await send('HEAD', path, {});
		expect(asked.headers.get('upload-offset')).toBe(String(sample('documentos/doc-01.pdf').length));
		expect(asked.headers.get(EVIDENCE_ID_HEADER)).toBe(id);
		const again = await patch(path, sample('documentos/doc-01.pdf').length, new Uint8Array());
		expect(again.headers.get(EVIDENCE_ID_HEADER)).toBe(id);
		expect(await filesOf()).toHaveLength(1);
	});

	it('is kept on HEAD when the server died between the last byte and the file', async () => {
		const path = await begin();
		const dying = {
			profileId: servant.profileId,
			admit: async () => undefined,
			keep: async () => {
				throw new Error('killed');
			},
		};
		const headers = { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
		const request = new Request(new URL(path, 'http://localhost'), { method: 'PATCH', headers, body: bytes });
		expect((await answerUpload(request, dying)).status).toBe(500);
		expect(await filesOf()).toEqual([]);
		const asked = await Promise.all([send('HEAD', path, {}), send('HEAD', path, {})]);
		const ids = asked.map((response) => response.headers.get(EVIDENCE_ID_HEADER));
		expect(ids[0]).toBe(ids[1]);
		expect((await filesOf()).map(({ id }) => id)).toEqual([ids[0]]);
	});

	it('and that is begun anew ends as the same file', async () => {
		const first = (await patch(await begin(), 0, bytes)).headers.get(EVIDENCE_ID_HEADER);
		const second = (await patch(await begin(), 0, sample('documentos/doc-01.pdf'))).headers.get(
			EVIDENCE_ID_HEADER,
		);
		expect(second).toBe(first);
		expect(await filesOf()).toHaveLength(1);
	});
});

describe('an upload that cannot be taken', () => {
	const create = (headers: Record<string, string>) => send('POST', '/api/v1/uploads', headers);
	const problem = async (response: Response) => {
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		return (await response.json()) as { status: number; detail: string; code?: string };
	};

	it('is refused when it is announced, if it is too large', async () => {
		const headers = { 'upload-length': String(60 * 1024 * 1024), 'upload-metadata': metadata(claimId) };
		expect(await problem(await create(headers))).toMatchObject({
			status: 413,
			detail: expect.stringContaining('15 MB'),
		});
	});

	it.each([
		['names no claim', () => `filename ${base64('a.pdf')}`, 422],
		['names a claim that is not there', () => metadata(newId()), 404],
	])('is refused when it %s', async (_, given, status) => {
		const response = await create({ 'upload-length': '10', 'upload-metadata': given() });
		expect(await problem(response)).toMatchObject({ status });
	});

	it('is refused when it does not tell its size', async () => {
		const later = { 'upload-defer-length': '1', 'upload-metadata': metadata(claimId) };
		expect(await problem(await create(later))).toMatchObject({ status: 501 });
		const empty = { 'upload-length': '0', 'upload-metadata': metadata(claimId) };
		expect(await problem(await create(empty))).toMatchObject({ status: 422 });
	});

	it('is refused with the last byte, if its content is not what we take, and nothing stays', async () => {
		const hostile = sample('hostiles/html-renombrado.pdf');
		const path = await begin(hostile.length, claimId, 'titulo.pdf');
		expect(await problem(await patch(path, 0, hostile))).toMatchObject({
			status: 415,
			detail: expect.stringContaining('no es PDF'),
		});
		expect(readdirSync(uploadsFolder())).toEqual([]);
		expect((await send('HEAD', path, {})).status).toBe(404);
	});

	it('of another person is not found', async () => {
		const path = await begin();
		const other = await aServant();
		expect((await send('HEAD', path, {}, undefined, other)).status).toBe(404);
		expect((await patch(path, 0, bytes.slice(0, 10), other)).status).toBe(404);
		expect((await send('DELETE', path, {}, undefined, other)).status).toBe(404);
		expect(await offsetOf(path)).toBe(0);
	});

	it.each(['/api/v1/uploads/..%2f..%2fmaster.key', `/api/v1/uploads/x`, '/api/v1/uploads/'])(
		'has no place outside its folder: %s',
		async (path) => {
			expect((await send('HEAD', path, {})).status).toBe(404);
		},
	);

	it('is refused without the header of the protocol', async () => {
		const request = new Request('http://localhost/api/v1/uploads', { method: 'POST' });
		expect((await uploadEvidence(servant, request)).status).toBe(412);
	});
});
