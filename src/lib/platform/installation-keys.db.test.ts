import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { asOwner, databaseAt } from '../../../tests/support/database.setup.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { closeDatabase, db, openDatabase } from './database.server.ts';
import { openKeys } from './installation-keys.server.ts';
import { forgetMasterKey } from './master-key.server.ts';
import { migrate } from './migrate.server.ts';
import { getPersonKey } from './person-keys.server.ts';
import { keyedHash, seal } from './secrets.server.ts';
import { installationKey } from './tables.server.ts';

const place = useTestDatabase({ keyInFile: true });
const older = `shm_test_older_${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'shm-older-'));
const PERSON = '01980000-0000-7000-8000-000000000001';
const IDENTITY = 'AGE-SECRET-KEY-1TEST';
let master: Buffer;

const derived = (purpose: string) =>
	createSecretKey(Buffer.from(hkdfSync('sha256', createSecretKey(master), '', purpose, 32)));

/** The migrations before the one that made the secret. */
function migrationsBefore(tag: string): string {
	const journal = JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8')) as {
		entries: { tag: string }[];
	};
	const at = journal.entries.findIndex((entry) => entry.tag === tag);
	cpSync('migrations', folder, { recursive: true });
	mkdirSync(join(folder, 'meta'), { recursive: true });
	const cut = { ...journal, entries: journal.entries.slice(0, at) };
	writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(cut));
	return folder;
}

beforeAll(async () => {
	const url = databaseAt(place.url, older);
	await asOwner(inject('testServer'), [`create database ${older}`]);
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await applyMigrations(drizzle(client), {
		migrationsFolder: migrationsBefore('0008_keys_installation_key'),
	});
	master = Buffer.from(readFileSync(join(place.dataDir, 'master.key'), 'utf8'), 'base64');
	const wrapped = seal(derived('person-key'), IDENTITY);
	await client.query('insert into keys.person_key (profile_id, wrapped) values ($1, $2)', [PERSON, wrapped]);
	await client.end();
	await migrate(url);
	await openDatabase(url);
});
afterAll(async () => {
	await closeDatabase();
	await asOwner(inject('testServer'), [`drop database ${older} with (force)`]);
	rmSync(folder, { recursive: true });
});

/** Starts again with another key, or none, in the place of the right one. */
async function startWith(key: string | undefined): Promise<unknown> {
	const path = join(place.dataDir, 'master.key');
	const right = readFileSync(path);
	if (key) writeFileSync(path, key);
	else rmSync(path);
	forgetMasterKey();
	try {
		return await openKeys().catch((error: unknown) => error);
	} finally {
		writeFileSync(path, right);
		forgetMasterKey();
	}
}

const OTHER = Buffer.alloc(32, 7).toString('base64');

describe('an installation from before there was a secret', () => {
	it('does not take a master key that does not open the keys of its people', async () => {
		expect(await startWith(OTHER)).toMatchObject({
			name: 'StartProblem',
			message: expect.stringContaining('no abre las llaves de las personas'),
		});
		expect((await db().select().from(installationKey))[0]).toMatchObject({ generation: 1, wrapped: null });
	});

	it('keeps its keys and hashes', async () => {
		await openKeys();
		expect((await getPersonKey(PERSON)).identity).toBe(IDENTITY);
		const before = createHmac('sha256', derived('curp')).update('XEXX010101HNEXXXA4').digest();
		expect(keyedHash('curp', 'XEXX010101HNEXXXA4')).toEqual(before);
	});
});

describe('a start', () => {
	it.each([
		['another master key', OTHER, 'no es la de esta base de datos'],
		['no master key, and makes none', undefined, 'No se puede leer la llave maestra'],
		['a master key cut short', OTHER.slice(0, 20), 'se esperaban 32 bytes'],
	])('is refused with %s', async (_what, key, words) => {
		expect(await startWith(key)).toMatchObject({
			name: 'StartProblem',
			message: expect.stringContaining(words),
		});
		await openKeys();
	});
});
