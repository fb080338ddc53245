import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailbox, type Mailbox } from '../e2e/mailbox.ts';
import { databaseAt } from '../support/database.setup.ts';
import { debianMajors, startDebianPostgres, type DebianPostgres } from '../support/debian-postgres.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { call, type Call } from './call.ts';
import { compare, compareBytes } from './compare.ts';
import { aDocument } from './document.ts';
import { temporaryFolder } from './embedded.ts';
import { newLedger, type Ledger } from './ledger.ts';
import { live } from './person.ts';
import { ask, countsThatDiffer, evidenceWithoutFile } from './remains.ts';
import type { World } from './world.ts';

const MAJOR = '15';
const DATABASE = 'instituto';
/** May make roles, as the manual asks of the owner of the database, and nothing else. */
const OWNER = { name: 'duenio', password: 'clave-del-duenio' };

let database: DebianPostgres;
let mailbox: Mailbox;
let server: RunningServer;
let ownerUrl: string;
let noticeVersion: string;
const folder = temporaryFolder();
const ledgers: Ledger[] = [];

beforeAll(async () => {
	if (!debianMajors().includes(MAJOR)) {
		throw new Error(`PostgreSQL ${MAJOR} is missing. Install it: apt-get install postgresql-${MAJOR}`);
	}
	database = await startDebianPostgres(MAJOR);
	await ask(database.url, `create role ${OWNER.name} login createrole password '${OWNER.password}'`);
	await ask(
		database.url,
		`create database ${DATABASE} owner ${OWNER.name} template template0 encoding 'UTF8'`,
	);
	const url = new URL(databaseAt(database.url, DATABASE));
	[url.username, url.password] = [OWNER.name, OWNER.password];
	ownerUrl = url.href;
	mailbox = await openMailbox();
	server = await startServer({
		dataDir: join(folder.path, 'data'),
		env: { DATABASE_URL: ownerUrl, SMTP_URL: mailbox.url, TRUST_PROXY: '1', LOG_LEVEL: 'error' },
	});
	const { body } = await call(server.url, 'GET', '/api/v1/catalogues/privacy-notice');
	noticeVersion = (body as { version: string }).version;
}, 120_000);

afterAll(async () => {
	await server?.stop('SIGKILL');
	await mailbox?.close();
	await database?.stop();
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

function someone(): Ledger {
	const ledger = newLedger(ledgers.length + 1, noticeVersion);
	ledgers.push(ledger);
	return ledger;
}

const filesFolder = () => join(folder.path, 'data/files');
const partsLeft = () =>
	readdirSync(filesFolder(), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'));

describe(`on Debian's PostgreSQL ${MAJOR}, with an owner who is no superuser`, () => {
	it('a person registers, attaches documents, confirms the address and sends the cédula', async () => {
		await ask(ownerUrl, 'create table witness (role text)');
		await ask(
			ownerUrl,
			`create function note_role() returns trigger language plpgsql as
			 'begin insert into witness values (current_user); return new; end'`,
		);
		await ask(ownerUrl, 'create trigger who after insert on submission execute function note_role()');
		const world = steadyWorld();
		const ledger = someone();
		await live(world, ledger);
		const seen = await compare(world, ledger);
		await compareBytes(world, ledger, seen!);
		expect(world.faults).toEqual([]);
		expect(ledger.submission.folio).toMatch(/\d/);
		expect(await countsThatDiffer(ownerUrl, ledgers)).toEqual([]);
	}, 120_000);

	it('works with a role that can rewrite nothing that was decided', async () => {
		const [isSuperuser] = await ask(ownerUrl, 'select rolsuper from pg_roles where rolname = current_user');
		expect(isSuperuser).toBe(false);
		expect(await ask(ownerUrl, 'select role from witness')).toEqual(['shm_app']);
		const asApplication = `${ownerUrl}?options=${encodeURIComponent('-c role=shm_app')}`;
		for (const statement of [
			`update verdict set verdict = 'accepted'`,
			'delete from verdict',
			`update audit_entry set action = 'nothing'`,
			'delete from audit_entry',
			'update rating set points = 10000',
			'alter table verdict add column x text',
			'truncate submission',
		]) {
			await expect(ask(asApplication, statement), statement).rejects.toMatchObject({ code: '42501' });
		}
	});
});

describe('while the database is away', () => {
	it('pages and API say 503 and when to come back, keep nothing by half, and recover by themselves', async () => {
		const world = steadyWorld();
		const ledger = someone();
		await live(world, ledger);
		const [claimId = ''] = ledger.claims.keys();
		const cookie = { cookie: `shm_session=${ledger.token}` };
		const form = { ...cookie, origin: server.url, accept: 'text/html' };
		const typed = 'application/x-www-form-urlencoded';
		const file = () => {
			const body = new FormData();
			body.set('file', new Blob([aDocument('Sin base', 100_000).bytes]), 'Sin base.pdf');
			return body;
		};
		const newcomer = newLedger(9_000, noticeVersion);
		const { curp, password } = newcomer.registration;
		const token = ledger.token;
		const requests: [method: string, path: string, request: Call][] = [
			['GET', '/mi', { headers: cookie }],
			['GET', '/cedula', { headers: cookie }],
			['POST', '/entrar', { headers: { ...form, 'content-type': typed }, body: signInForm(ledger) }],
			[
				'POST',
				'/entrar',
				{
					headers: { origin: server.url, accept: 'text/html', 'content-type': typed },
					body: signInForm(ledger),
				},
			],
			['GET', '/readyz', {}],
			['GET', '/api/v1/me/cedula', { token }],
			['PATCH', '/api/v1/me/cedula', { token, json: { post: { position: 'Otra' } } }],
			['POST', '/api/v1/accounts', { json: newcomer.registration }],
			['POST', '/api/v1/accounts', { json: newcomer.registration, headers: { 'idempotency-key': 'a' } }],
			['POST', '/api/v1/sessions', { json: { identifier: curp, password } }],
			['POST', `/api/v1/me/claims/${claimId}/evidence`, { token, body: file() }],
			['POST', '/api/v1/me/submission', { token, json: { truthDeclared: true } }],
			['GET', '/api/v1/bank', { token }],
		];

		await database.halt();
		for (const [method, path, request] of requests) {
			const answer = await call(server.url, method, path, request);
			expect(answer.status, `${method} ${path}: ${answer.bytes.toString().slice(0, 300)}`).toBe(503);
			if (path === '/readyz') continue;
			expect(Number(answer.headers.get('retry-after')), `${method} ${path}`).toBeGreaterThan(0);
			const type = path.startsWith('/api/') ? 'application/problem+json' : 'text/html';
			expect(answer.headers.get('content-type'), `${method} ${path}`).toContain(type);
		}
		expect((await call(server.url, 'GET', '/healthz')).status).toBe(200);

		await database.resume();
		await expect.poll(() => statusOf('/readyz'), { timeout: 20_000 }).toBe(200);
		expect((await call(server.url, 'GET', '/mi', { headers: cookie })).status).toBe(200);
		await compare(world, ledger);
		expect(world.faults).toEqual([]);
		expect(await countsThatDiffer(ownerUrl, ledgers)).toEqual([]);
		expect(partsLeft()).toEqual([]);
		expect(await evidenceWithoutFile(ownerUrl, filesFolder())).toEqual([]);
		await live(world, someone());
		expect(world.faults).toEqual([]);
	}, 180_000);

	it('a database that goes in the middle of requests leaves each done or not done', async () => {
		const world = { ...steadyWorld(), recovered: untilReady };
		const people = [someone(), someone()];
		const work = Promise.all(people.map((ledger) => live(world, ledger)));
		for (let round = 0; round < 3; round++) {
			await pause(700);
			await database.halt();
			await pause(300);
			await database.resume();
			await untilReady();
		}
		await work;
		expect(world.faults).toEqual([]);
		expect(await countsThatDiffer(ownerUrl, ledgers)).toEqual([]);
		expect(await evidenceWithoutFile(ownerUrl, filesFolder())).toEqual([]);
	}, 180_000);
});

function signInForm({ registration }: Ledger): string {
	const { curp, password } = registration;
	return new URLSearchParams({ identifier: curp, password }).toString();
}

async function statusOf(path: string): Promise<number> {
	return (await call(server.url, 'GET', path)).status;
}

async function untilReady(): Promise<void> {
	await expect.poll(() => statusOf('/readyz'), { timeout: 20_000 }).toBe(200);
}
