import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { freePort } from '../tests/support/running-server.ts';
import { REQUESTS } from './journey.ts';

/** A bare server with which ours is compared. */
export type Floor = { url: string; stop(): Promise<void> };

/** What each request of a registration writes, by request: rows as JSON, by table. */
export type Template = Record<string, { table: string; rows: Record<string, unknown>[] }[]>;

/** Schema of copies of the tables, with all their indexes but no rule that a repeated row would break. */
export const FLOOR_SCHEMA = 'floor';

/** Tables that a registration writes to, and how its rows are found by profile ($1) or account ($2). */
const TABLES: Record<string, string> = {
	'public.profile': 'id = $1',
	'public.account': 'profile_id = $1',
	'keys.person_key': 'profile_id = $1',
	'public.notice_acknowledgement': 'profile_id = $1',
	'public.consent': 'profile_id = $1',
	'public.session': 'account_id = $2',
	'public.account_link': 'account_id = $2',
	'public.mail_message': 'account_id = $2',
	'public.cedula_section': 'profile_id = $1',
	'public.claim': 'profile_id = $1',
	'public.evidence': 'profile_id = $1',
	'public.claim_evidence': 'profile_id = $1',
	'public.claim_revision': 'profile_id = $1',
	'public.revision_evidence': 'profile_id = $1',
	'public.submission': 'profile_id = $1',
	'public.submission_claim': 'profile_id = $1',
	'public.audit_entry': 'profile_id = $1',
};

/** The request that writes the rows of a table; rows of one that comes several times are shared out in order. */
const WRITTEN_BY: Record<string, keyof typeof REQUESTS | 'each'> = {
	session: 'session',
	cedula_section: 'sections',
	claim: 'claim',
	evidence: 'file',
	claim_evidence: 'file',
	claim_revision: 'submission',
	revision_evidence: 'submission',
	submission: 'submission',
	submission_claim: 'submission',
	audit_entry: 'each',
};

/** Starts the bare server in a process of its own, on the same database and disk, with the rows of a real registration. */
export async function startFloor(database: pg.Pool, dataDir: string): Promise<Floor> {
	const template = await templateOf(database);
	await copyTables(database);
	const path = join(dataDir, 'floor.json');
	writeFileSync(path, JSON.stringify(template));
	return spawnFloor('bench/floor-server.ts', path, dataDir);
}

/** Starts a bare server in a process of its own; it gets the port as its last argument and prints a line when it listens. */
export async function spawnFloor(program: string, ...args: string[]): Promise<Floor> {
	const port = await freePort();
	const child = spawn(process.execPath, [program, ...args, String(port)], {
		env: { PATH: process.env.PATH },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = new Promise<void>((done) => child.once('close', () => done()));
	await new Promise<void>((ready, failed) => {
		child.stdout.once('data', () => ready());
		void ended.then(() => failed(new Error('the bare server ended')));
	});
	return {
		url: `http://localhost:${port}`,
		async stop() {
			child.kill();
			await ended;
		},
	};
}

async function templateOf(database: pg.Pool): Promise<Template> {
	const { rows: people } = await database.query<{ profile_id: string; id: string }>(
		'select account.id, account.profile_id from account join submission using (profile_id) limit 1',
	);
	const { profile_id: profileId, id: accountId } = people[0]!;
	const template: Template = {};
	for (const [table, condition] of Object.entries(TABLES)) {
		const given = condition.includes('$2') ? condition.replace('$2', '$1') : condition;
		const { rows } = await database.query<{ row: Record<string, unknown> }>(
			`select row_to_json(t) as row from ${table} t where ${given} order by t::text`,
			[condition.includes('$2') ? accountId : profileId],
		);
		shareOut(
			template,
			table,
			rows.map(({ row }) => row),
		);
	}
	return template;
}

function shareOut(template: Template, table: string, rows: Record<string, unknown>[]): void {
	const [, name = ''] = table.split('.');
	const request = WRITTEN_BY[name] ?? 'account';
	const requests = Object.entries(REQUESTS).flatMap(([each, count]) =>
		Array.from({ length: count }, (_, index) => `${each}/${index}`),
	);
	const writers = request === 'each' ? requests : requests.filter((each) => each.startsWith(`${request}/`));
	for (const [index, row] of rows.entries()) {
		const writer = writers[index % writers.length]!;
		const written = (template[writer] ??= []);
		const present = written.find((each) => each.table === name);
		if (present) present.rows.push(row);
		else written.push({ table: name, rows: [row] });
	}
}

async function copyTables(database: pg.Pool): Promise<void> {
	await database.query(`create schema ${FLOOR_SCHEMA}`);
	for (const table of Object.keys(TABLES)) {
		const [schema, name] = table.split('.');
		await database.query(`create table ${FLOOR_SCHEMA}.${name} (like ${table})`);
		const { rows } = await database.query<{ indexdef: string }>(
			'select indexdef from pg_indexes where schemaname = $1 and tablename = $2',
			[schema, name],
		);
		for (const { indexdef } of rows) {
			const copied = indexdef
				.replace('UNIQUE ', '')
				.replace(/INDEX \S+ ON \S+/, `INDEX ON ${FLOOR_SCHEMA}.${name}`);
			await database.query(copied);
		}
	}
}
