/*
 * The floor of P3: a bare HTTP server that does what nobody can do without to answer a page of the queue. It looks up a key,
 * reads 50 cases by their place, and writes them as JSON; no roles, no filters, no names of holders.
 * Arguments: data folder, port.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { QUEUE_PAGES } from './queue.ts';

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

createServer((request, response) => {
	const page = Number((request.url ?? '').slice(1));
	answer(places[page]!).then(
		(body) => response.setHeader('content-type', 'application/json').end(body),
		(error: Error) => response.writeHead(500).end(error.message),
	);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));

async function answer({ due_on, id }: { due_on: string; id: string }): Promise<string> {
	await pool.query({
		name: 'key',
		text: 'select k.scope, a.roles from api_key k join account a on a.id = k.account_id where k.secret_hash = $1',
		values: [Buffer.alloc(32)],
	});
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
