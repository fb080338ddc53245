/*
 * The floor of P3: a bare HTTP server that does what nobody can do without to answer a page of the queue. It looks up a key,
 * reads 50 cases by their place, and writes them as JSON; no roles, no filters, no names of holders. At `/perfil/N` it reads
 * one row of the bank and notes that it was read.
 * Arguments: data folder, port.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { FLOOR_SCHEMA } from './floor.ts';
import { PROFILES_ASKED, QUEUE_PAGES } from './queue.ts';

const [dataDir = '', port = ''] = process.argv.slice(2);
const PAGE = 50;
const OPEN = "state in ('received', 'in_review')";
const AS_TEXT = { getTypeParser: () => (value: string) => value };

const pool = new pg.Pool({
	host: join(dataDir, 'postgres'),
	user: 'shm_owner',
	database: 'shm',
	max: 16,
	pipeline: true,
});
const { rows: places } = await pool.query<{ due_on: string; id: string }>(
	`select due_on::text, id from (
		select due_on, id, row_number() over (order by due_on, id) as place from submission where ${OPEN}) as queue
	where place % ${PAGE} = 1 order by place limit ${QUEUE_PAGES}`,
);

const { rows: people } = await pool.query<{ id: string }>(
	`select profile_id as id from bank_entry order by stars desc, profile_id desc limit ${PROFILES_ASKED}`,
);
await pool.query(`create schema if not exists ${FLOOR_SCHEMA};
	create table if not exists ${FLOOR_SCHEMA}.audit_entry (like audit_entry including indexes including defaults)`);

createServer((request, response) => {
	const [, what, index] = /^\/(fila|perfil)\/(\d+)$/.exec(request.url ?? '') ?? [];
	const answer = what === 'perfil' ? profileOf(people[Number(index)]!) : pageAt(places[Number(index)]!);
	answer.then(
		(body) => response.setHeader('content-type', 'application/json').end(body),
		(error: Error) => response.writeHead(500).end(error.message),
	);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));

async function lookUpKey(): Promise<void> {
	await pool.query({
		name: 'key',
		text: 'select k.scope, a.roles from api_key k join account a on a.id = k.account_id where k.secret_hash = $1',
		values: [Buffer.alloc(32)],
	});
}

async function profileOf({ id }: { id: string }): Promise<string> {
	await lookUpKey();
	const { rows } = await pool.query<{ item: object }>({
		name: 'profile',
		text: 'select item from bank_entry where profile_id = $1',
		values: [id],
	});
	await pool.query({
		name: 'entry',
		text: `insert into ${FLOOR_SCHEMA}.audit_entry (id, recorded_at, role, channel, action, profile_id, details, mac)
			values (gen_random_uuid(), now(), 'reviewer', 'api', 'bank.read', $1, '{}', $2)`,
		values: [id, Buffer.alloc(32)],
	});
	return JSON.stringify(rows[0]!.item);
}

async function pageAt({ due_on, id }: { due_on: string; id: string }): Promise<string> {
	await lookUpKey();
	const { rows } = await pool.query<(string | null)[]>({
		name: 'page',
		text: `select folio, state, submitted_at, due_on, municipality, claim_count, holder_id from submission
			where ${OPEN} and (due_on, id) >= ($1::date, $2::uuid) order by due_on, id limit ${PAGE + 1}`,
		values: [due_on, id],
		rowMode: 'array',
		types: AS_TEXT,
	});
	const items = rows
		.slice(0, PAGE)
		.map(([folio, state, submittedAt, dueOn, municipality, claims, holder]) => ({
			folio,
			state,
			submittedAt: new Date(submittedAt!).toISOString(),
			dueOn,
			municipality,
			claims: Number(claims),
			assignedTo: holder,
		}));
	return JSON.stringify({ items, cursor: rows.length > PAGE ? rows.at(-1) : null });
}
