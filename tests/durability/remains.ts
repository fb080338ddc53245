import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join, relative } from 'node:path';
import pg from 'pg';
import { PLAIN_WORDS } from './document.ts';
import type { Ledger } from './ledger.ts';

/** One value out of a database; of several rows a list. */
export async function ask(url: string, question: string, values: unknown[] = []): Promise<unknown[]> {
	const client = new pg.Client({ connectionString: url, application_name: 'durability test' });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return (await client.query<unknown[]>({ text: question, values, rowMode: 'array' })).rows.flat();
	} finally {
		await client.end();
	}
}

/** Evidence that has no file: must be empty at any instant. @returns its ids */
export async function evidenceWithoutFile(url: string, filesFolder: string): Promise<string[]> {
	const rows = await ask(
		url,
		`select profile_id || '/' || id || case when media_type = 'application/pdf' or scan = 'pending'
		   then '/original.age' else '/copy.age' end
		 from evidence where removed_at is null and scan <> 'refused'`,
	);
	const present = new Set(filesIn(filesFolder).map((path) => relative(filesFolder, path)));
	return rows.map(String).filter((path) => !present.has(path));
}

/** Files of which no row knows: what a kill between the file and its row leaves. @returns their places */
export async function filesWithoutEvidence(url: string, filesFolder: string): Promise<string[]> {
	const known = new Set(await ask(url, `select profile_id || '/' || id from evidence`));
	return filesIn(filesFolder)
		.map((path) => relative(filesFolder, path))
		.filter((path) => path.endsWith('.part') || !known.has(path.split('/').slice(0, 2).join('/')));
}

/** Makes all files of a folder two hours older: as if that time had passed. */
export function age(folder: string): void {
	const then = new Date(Date.now() - 2 * 3600_000);
	for (const path of filesIn(folder)) utimesSync(path, then, then);
}

/** Files below a folder in which a document lies in the clear: must be empty. */
export function plainFiles(folder: string): string[] {
	return filesIn(folder).filter((path) => contentOf(path).includes(PLAIN_WORDS));
}

/** What a worker has renamed since the folder was listed is looked at the next time. */
function contentOf(path: string): Buffer {
	try {
		return readFileSync(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		return Buffer.alloc(0);
	}
}

/** Compares how many of each thing the database holds with what the people know of. @returns what does not agree */
export async function countsThatDiffer(url: string, ledgers: readonly Ledger[]): Promise<string[]> {
	const people = ledgers.filter(({ account }) => account.kept);
	const keptIn = (maps: Map<string, { kept: boolean }>[]) =>
		maps.flatMap((map) => [...map.values()]).filter(({ kept }) => kept).length;
	const expected: Record<string, number> = {
		'select count(*) from account': people.length,
		'select count(*) from profile': people.length,
		'select count(*) from keys.person_key': people.length,
		'select count(*) from claim': keptIn(people.map(({ claims }) => claims)),
		'select count(*) from evidence': keptIn(people.map(({ files }) => files)),
		'select count(*) from claim_evidence': keptIn(people.map(({ files }) => files)),
		'select count(*) from submission': people.filter(({ submission }) => submission.kept).length,
		"select count(*) from audit_entry where action = 'account.register'": people.length,
		"select count(*) from audit_entry where action = 'cedula.create-claim'":
			keptIn(people.map(({ claims }) => claims)) + people.filter(({ finished }) => finished).length,
	};
	const different: string[] = [];
	for (const [question, count] of Object.entries(expected)) {
		const [found] = await ask(url, question);
		if (Number(found) !== count) different.push(`${question} is ${found}, the people know of ${count}`);
	}
	return different;
}

/** Jobs that were given up. @returns their names */
export async function jobsGivenUp(url: string): Promise<string[]> {
	return (await ask(url, `select name from jobs.job where state = 'failed'`)).map(String);
}

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
