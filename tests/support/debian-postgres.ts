import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseAccount } from '#lib/platform/embedded-postgres-programs.server.ts';
import { freePort } from './running-server.ts';

const INSTALLED = '/usr/lib/postgresql';
const PASSWORD = 'clave-de-prueba';

/** Majors that Debian has installed here, the oldest first. */
export function debianMajors(): string[] {
	if (!existsSync(INSTALLED)) return [];
	return readdirSync(INSTALLED)
		.filter((major) => existsSync(join(INSTALLED, major, 'bin/postgres')))
		.sort((a, b) => Number(a) - Number(b));
}

/** A throw-away server of Debian's PostgreSQL, reached over TCP with a password as one on another machine would be. */
export async function startDebianPostgres(major: string): Promise<{ url: string; stop(): Promise<void> }> {
	const bin = join(INSTALLED, major, 'bin');
	const folder = mkdtempSync(join(tmpdir(), 'shm-debian-'));
	chmodSync(folder, 0o755);
	const data = join(folder, 'data');
	const account = databaseAccount(data);
	mkdirSync(data, { mode: 0o700 });
	chownSync(data, account.uid, account.gid);
	const options = { ...account.become, cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
	execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'owner', '--encoding=UTF8', '--auth=trust'], {
		...options,
		stdio: 'ignore',
	});
	const port = await freePort();
	const child = spawn(
		join(bin, 'postgres'),
		['-D', data, '-k', data, '-p', String(port), '-c', 'fsync=off'],
		{
			...options,
			stdio: 'ignore',
		},
	);
	const url = `postgresql://owner:${PASSWORD}@127.0.0.1:${port}/shm`;
	await createDatabase(url);
	return {
		url,
		async stop() {
			const ended = once(child, 'exit');
			child.kill('SIGINT');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function createDatabase(url: string): Promise<void> {
	const server = new URL(url);
	server.pathname = '/postgres';
	for (;;) {
		const client = new pg.Client({ connectionString: server.href });
		client.on('error', () => undefined);
		try {
			await client.connect();
			await client.query('create database shm');
			return;
		} catch (error) {
			const code = (error as { code?: string }).code;
			if (code !== 'ECONNREFUSED' && code !== '57P03') throw error;
		} finally {
			await client.end();
		}
	}
}
