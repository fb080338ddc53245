import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#lib/platform/ids.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { call, type Answer, type Call } from './call.ts';
import { aDocument, type TestDocument } from './document.ts';
import { embeddedUrl, temporaryFolder } from './embedded.ts';
import { newLedger } from './ledger.ts';
import { ask } from './remains.ts';

/** Two disks of their own, too small for what is sent once the filling lies on them. */
const DISK_KB = 1024;
const DOCUMENT_BYTES = 300_000;
const FILLING = 'relleno';
const TUS = { 'tus-resumable': '1.0.0' };

const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
const filesDisk = join(folder.path, 'archivos');
const uploadsDisk = join(dataDir, 'uploads');
let server: RunningServer;
let token: string;
let claimId: string;

beforeAll(async () => {
	for (const disk of [filesDisk, uploadsDisk]) {
		mkdirSync(disk, { recursive: true });
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_KB}k`, 'tmpfs', disk]);
	}
	const FILES_URL = pathToFileURL(filesDisk).href;
	server = await startServer({ dataDir, env: { FILES_URL, LOG_LEVEL: 'silent' } });
	const notice = (await send('GET', '/api/v1/catalogues/privacy-notice')).body as { version: string };
	const { registration } = newLedger(1, notice.version);
	await send('POST', '/api/v1/accounts', { json: registration });
	const { curp: identifier, password } = registration;
	const session = await send('POST', '/api/v1/sessions', { json: { identifier, password } });
	token = (session.body as { token: string }).token;
	claimId = newId();
	await send('POST', '/api/v1/me/claims', { json: { id: claimId, kind: 'experience', data: {} } });
}, 60_000);

afterAll(async () => {
	await server?.stop();
	for (const disk of [filesDisk, uploadsDisk]) execFileSync('umount', [disk]);
	await folder.remove();
});

afterEach(free);

function send(method: string, path: string, request: Call = {}): Promise<Answer> {
	return call(server.url, method, path, { ...(token && { token }), ...request });
}

/** Leaves so many kB of a disk free. */
function fill(disk: string, freeKb: number): void {
	const [used = 0] = execFileSync('df', ['--output=used', disk]).toString().match(/\d+/g)?.map(Number) ?? [];
	writeFileSync(join(disk, FILLING), Buffer.alloc((DISK_KB - used - freeKb) * 1024));
}

function free(): void {
	for (const disk of [filesDisk, uploadsDisk]) rmSync(join(disk, FILLING), { force: true });
}

function namesOn(disk: string): string[] {
	return readdirSync(disk, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name !== FILLING)
		.map(({ name }) => name);
}

function attach(document: TestDocument): Promise<Answer> {
	const body = new FormData();
	body.set('file', new Blob([document.bytes]), document.name);
	return send('POST', `/api/v1/me/claims/${claimId}/evidence`, { body });
}

function beginUpload({ name, bytes }: TestDocument): Promise<Answer> {
	const metadata = Object.entries({ claim: claimId, filename: name })
		.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
		.join(',');
	const headers = { ...TUS, 'upload-length': String(bytes.length), 'upload-metadata': metadata };
	return send('POST', '/api/v1/uploads', { headers });
}

function goOn(path: string, { bytes }: TestDocument, offset: number): Promise<Answer> {
	const headers = { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': `${offset}` };
	return send('PATCH', path, { headers, body: bytes.subarray(offset) });
}

async function keptSha256(): Promise<string[]> {
	const found = await ask(embeddedUrl(dataDir), `select encode(sha256, 'hex') from evidence order by id`);
	return found.map(String);
}

function expectRefusal({ status, headers, body }: Answer): void {
	expect(status).toBe(503);
	expect(headers.get('content-type')).toBe('application/problem+json');
	expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
	expect(body).toMatchObject({ detail: expect.stringMatching(/^No hay espacio para guardar archivos/) });
}

describe('on a full disk', () => {
	it('a file is refused in words, nothing of it stays, and it is taken once there is room', async () => {
		const document = aDocument('Disco lleno', DOCUMENT_BYTES);
		fill(filesDisk, 100);
		expectRefusal(await attach(document));
		expect(namesOn(filesDisk)).toEqual([]);
		expect(await keptSha256()).toEqual([]);
		free();
		expect((await attach(document)).status).toBe(201);
		expect(await keptSha256()).toEqual([document.sha256]);
	});

	it('a resumable upload stops in words and goes on from where it was once there is room', async () => {
		const document = aDocument('Carga detenida', DOCUMENT_BYTES);
		const path = new URL((await beginUpload(document)).headers.get('location') ?? '', server.url).pathname;
		fill(uploadsDisk, 100);
		expectRefusal(await goOn(path, document, 0));
		const asked = await send('HEAD', path, { headers: TUS });
		const offset = Number(asked.headers.get('upload-offset'));
		expect(offset).toBeLessThan(document.bytes.length);
		free();
		const last = await goOn(path, document, offset);
		expect(last.status).toBe(204);
		expect(last.headers.get('upload-evidence-id')).not.toBeNull();
		expect(await keptSha256()).toContain(document.sha256);
	});

	it('no new upload begins, and none is left half-begun', async () => {
		const before = namesOn(uploadsDisk);
		fill(uploadsDisk, 0);
		expectRefusal(await beginUpload(aDocument('Sin lugar', DOCUMENT_BYTES)));
		free();
		expect(namesOn(uploadsDisk)).toEqual(before);
	});

	it('a whole upload that does not fit into the files waits, and is kept at the next question', async () => {
		const document = aDocument('Espera lugar', DOCUMENT_BYTES);
		const path = new URL((await beginUpload(document)).headers.get('location') ?? '', server.url).pathname;
		fill(filesDisk, 50);
		expectRefusal(await goOn(path, document, 0));
		free();
		const asked = await send('HEAD', path, { headers: TUS });
		expect(asked.headers.get('upload-evidence-id')).not.toBeNull();
		expect(await keptSha256()).toContain(document.sha256);
	});
});
