import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Call } from '../durability/call.ts';
import { compare, compareBytes } from '../durability/compare.ts';
import { aDocument } from '../durability/document.ts';
import { temporaryFolder } from '../durability/embedded.ts';
import { newLedger, type Ledger } from '../durability/ledger.ts';
import { live } from '../durability/person.ts';
import type { World } from '../durability/world.ts';
import { openMailbox, type Mailbox } from '../e2e/mailbox.ts';
import { failServer, freePort, startServer, type RunningServer } from '../support/running-server.ts';
import { startSwift, type Swift } from '../support/swift.ts';

const folder = temporaryFolder();
let swift: Swift;
let mailbox: Mailbox;
let server: RunningServer;
let noticeVersion: string;
let ledger: Ledger;
let failing: ReturnType<typeof failServer>;

beforeAll(async () => {
	const nowhere = `s3://llave:hunter2@expedientes?endpoint=http://127.0.0.1:${await freePort()}`;
	failing = failServer({
		dataDir: join(folder.path, 'other'),
		env: { FILES_URL: nowhere, LOG_LEVEL: 'fatal' },
	});
	[swift, mailbox] = await Promise.all([startSwift(), openMailbox()]);
	server = await startServer({
		dataDir: join(folder.path, 'data'),
		env: { FILES_URL: swift.url, SMTP_URL: mailbox.url, TRUST_PROXY: '1', LOG_LEVEL: 'fatal' },
	});
	const { body } = await call(server.url, 'GET', '/api/v1/catalogues/privacy-notice');
	noticeVersion = (body as { version: string }).version;
	ledger = newLedger(1, noticeVersion);
});
afterAll(async () => {
	await server?.stop();
	await mailbox?.close();
	await swift?.stop();
	await folder.remove();
});

/** The service, which is to work all the time: what is not answered is an error. */
function steadyWorld(): World & { faults: string[] } {
	const faults: string[] = [];
	return {
		faults,
		origin: server.url,
		mailFolder: mailbox.folder,
		recovered: () => Promise.reject(new Error('a request was not answered')),
		fault: (what) => void faults.push(what),
		count: () => undefined,
	};
}

const ask = (method: string, path: string, request: Call = {}) =>
	call(server.url, method, path, { token: ledger.token, ...request });

/** Somebody else, who attaches documents to one claim. */
async function aNewcomer() {
	const { registration } = newLedger(2, noticeVersion);
	const { curp: identifier, password } = registration;
	await call(server.url, 'POST', '/api/v1/accounts', { json: registration });
	const session = await call(server.url, 'POST', '/api/v1/sessions', { json: { identifier, password } });
	const { token } = session.body as { token: string };
	const claim = await call(server.url, 'POST', '/api/v1/me/claims', { token, json: { kind: 'education' } });
	const path = `/api/v1/me/claims/${(claim.body as { id: string }).id}/evidence`;
	return () => {
		const { bytes, name } = aDocument('Constancia', 50_000);
		const body = new FormData();
		body.set('file', new Blob([bytes], { type: 'application/pdf' }), name);
		return call(server.url, 'POST', path, { token, body });
	};
}

describe('with its files in a bucket', () => {
	it('a person attaches documents in both ways, sends the cédula, and reads them back', async () => {
		const world = steadyWorld();
		await live(world, ledger);
		const seen = await compare(world, ledger);
		await compareBytes(world, ledger, seen!);
		expect(world.faults).toEqual([]);
	}, 120_000);

	it('says when to come back while the bucket is away, and works again by itself', async () => {
		const { body } = await ask('GET', '/api/v1/me/cedula');
		const { claims } = body as { claims: { evidence: { id: string }[] }[] };
		const file = `/api/v1/me/evidence/${claims.flatMap(({ evidence }) => evidence)[0]!.id}/file`;
		const attach = await aNewcomer();
		await swift.halt();
		expect((await ask('GET', '/readyz')).status).toBe(503);
		for (const answer of [await attach(), await ask('GET', file)]) {
			expect(answer.status).toBe(503);
			expect(answer.headers.get('retry-after')).toBe('30');
			expect(answer.body).toMatchObject({ detail: expect.stringContaining('El almacén de archivos') });
		}
		await swift.resume();
		expect((await ask('GET', '/readyz')).status).toBe(200);
		expect((await ask('GET', file)).status).toBe(200);
		expect((await attach()).status).toBe(201);
	}, 60_000);
});

describe('a FILES_URL whose store does not answer', () => {
	it('ends the start with a line that does not show its secrets', async () => {
		const { code, output } = await failing;
		expect(code).toBe(1);
		expect(output).toMatch(/^FILES_URL: no se alcanza el almacén de archivos\..*\n$/);
	}, 60_000);
});
