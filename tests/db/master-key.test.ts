import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { closeDatabase, databasePool } from '#lib/platform/database.server.ts';
import { closeJobs, drainJobs } from '#lib/platform/jobs.server.ts';
import { aServant } from '../support/factories.ts';
import { sample } from '../support/samples.ts';
import { useShm } from '../support/command-line.ts';
import { useTestDatabase } from '../support/test-database.ts';

/** Each test starts whole processes, and a busy machine takes its time for that. */
vi.setConfig({ testTimeout: 60_000 });

const place = useTestDatabase({ keyInFile: true });
let keyFile: string;

beforeAll(async () => {
	keyFile = join(place.dataDir, 'master.key');
	const servant = await aServant();
	const { id } = await createClaim(servant, { kind: 'education' });
	const bytes = sample('documentos/doc-02.pdf');
	await attachEvidence(servant, id, async () => ({ name: 'título.pdf', bytes }));
	await drainJobs();
});
afterAll(() => rmSync(join(place.dataDir, 'nueva'), { force: true }));

const surroundings = (settings: NodeJS.ProcessEnv = {}) => {
	const { PATH, DATABASE_URL, DATA_DIR } = process.env;
	return { env: { PATH, DATABASE_URL, DATA_DIR, LOG_LEVEL: 'silent', ...settings } };
};
const run = useShm();
const shm = (line: string[], settings?: NodeJS.ProcessEnv) => run(line, surroundings(settings));

const whole = { code: 0, out: expect.stringContaining('Los archivos están en orden.') };

describe('keys rotate', () => {
	it('refuses while a service uses the database', async () => {
		const session = await databasePool().connect();
		const { code, err } = await shm(['keys', 'rotate']);
		session.release();
		expect({ code, err }).toMatchObject({
			code: 1,
			err: expect.stringContaining('El servicio está en marcha'),
		});
		await closeJobs();
		await closeDatabase();
	});

	it('killed in the middle changes nothing, and can be done again', async () => {
		const holder = new pg.Client({ connectionString: place.url });
		await holder.connect();
		await holder.query('begin');
		await holder.query('select from keys.person_key for update');
		const child = spawn(process.execPath, ['cli/shm.ts', 'keys', 'rotate'], {
			...surroundings(),
			stdio: 'ignore',
		});
		await expect.poll(() => existsSync(`${keyFile}.next`), { timeout: 20_000 }).toBe(true);
		child.kill('SIGKILL');
		await new Promise((done) => child.once('close', done));
		await holder.end();
		const former = readFileSync(keyFile, 'utf8');
		const { code, out } = await shm(['keys', 'rotate']);
		expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Destruya la anterior') });
		expect(readFileSync(keyFile, 'utf8')).not.toBe(former);
		expect(await shm(['doctor'])).toMatchObject(whole);
	});

	it('changes a key of the environment into a file, and says what to set', async () => {
		const MASTER_KEY = readFileSync(keyFile, 'utf8').trim();
		const newFile = join(place.dataDir, 'nueva');
		const without = await shm(['keys', 'rotate'], { MASTER_KEY });
		expect(without).toMatchObject({ code: 1, err: expect.stringContaining('--to-file') });
		const { code, out } = await shm(['keys', 'rotate', '--to-file', newFile], { MASTER_KEY });
		expect(code).toBe(0);
		expect(out).toContain(`MASTER_KEY_FILE=${newFile}`);
		expect(out).not.toContain(readFileSync(newFile, 'utf8').trim());
		const former = await shm(['doctor'], { MASTER_KEY });
		expect(former).toMatchObject({ code: 1, err: expect.stringContaining('no es la de esta base de datos') });
		expect(await shm(['doctor'], { MASTER_KEY_FILE: newFile })).toMatchObject(whole);
	});
});
