/*
 * The floor of P2: a bare HTTP server that does what nobody can do without. It hashes one password for each account,
 * encrypts each document and flushes it to the disk, and writes the same rows in as many durable commits.
 * Arguments: file with the rows of a registration, data folder, port.
 */
import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { hash } from '@node-rs/argon2';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import pg from 'pg';
import { v7 } from 'uuid';
import { sealFile } from '#lib/evidence/sealing.server.ts';
import { FLOOR_SCHEMA, type Template } from './floor.ts';
import { BENCH_PASSWORD } from './instance.ts';

const [rowsPath = '', dataDir = '', port = ''] = process.argv.slice(2);
const template = JSON.parse(readFileSync(rowsPath, 'utf8')) as Template;
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const pool = new pg.Pool({ host: join(dataDir, 'postgres'), user: 'shm_owner', database: 'shm', max: 10 });
const recipient = await identityToRecipient(await generateIdentity());
const folder = join(dataDir, 'floor');
await mkdir(folder);
/** The ids of the template stand for others in each registration, so that indexes grow as they do in earnest. */
const idsOf = new Map<string, Map<string, string>>();

createServer((request, response) => {
	answer(request).then(
		() => response.end('{}'),
		(error: Error) => response.writeHead(500).end(error.message),
	);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));

async function answer(request: IncomingMessage): Promise<void> {
	const [, name = '', index = '', person = ''] = (request.url ?? '').split('/');
	const body = await buffer(request);
	if (name === 'account') await hash(BENCH_PASSWORD, COST);
	if (name === 'file') await keep(body, `${person}-${index}`);
	await write(`${name}/${index}`, person);
	if (name === 'submission') idsOf.delete(person);
}

async function keep(bytes: Uint8Array, name: string): Promise<void> {
	const sealed = await sealFile(bytes, recipient);
	const path = join(folder, name);
	const file = await open(`${path}.part`, 'w');
	await file.writeFile(sealed);
	await file.sync();
	await file.close();
	await rename(`${path}.part`, path);
	const parent = await open(folder);
	await parent.sync();
	await parent.close();
}

async function write(request: string, person: string): Promise<void> {
	const ids = idsOf.get(person) ?? new Map<string, string>();
	idsOf.set(person, ids);
	const fresh = (id: string) => ids.get(id) ?? (ids.set(id, v7()), ids.get(id)!);
	const client = await pool.connect();
	try {
		await client.query('begin');
		for (const { table, rows } of template[request] ?? []) {
			const text = `insert into ${FLOOR_SCHEMA}.${table} select * from json_populate_recordset(null::${FLOOR_SCHEMA}.${table}, $1)`;
			await client.query({ name: table, text, values: [JSON.stringify(rows).replace(UUID, fresh)] });
		}
		await client.query('commit');
	} finally {
		client.release();
	}
}
