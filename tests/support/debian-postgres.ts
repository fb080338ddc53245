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

/** A throw-away server of Debian's PostgreSQL and a database of its superuser. */
export type DebianPostgres = {
	url: string;
	/** Stops the server, as a restart of its machine would, and keeps its data. */
	halt(): Promise<void>;
	/** Starts it again on the same port. */
	resume(): Promise<void>;
	/** Stops it and takes everything away. */
	stop(): Promise<void>;
};

/** Starts a server that is reached over TCP with a password as one on another machine would be. */
export async function startDebianPostgres(major: string): Promise<DebianPostgres> {
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
	const launch = () =>
		spawn(join(bin, 'postgres'), ['-D', data, '-k', data, '-p', String(port), '-c', 'fsync=off'], {
			...options,
			stdio: 'ignore',
		});
	let child = launch();
	const url = `postgresql://owner:${PASSWORD}@127.0.0.1:${port}/shm`;
	await asSuperuser(url, 'create database shm');
	const halt = async () => {
		if (child.exitCode !== null) return;
		const ended = once(child, 'exit');
		child.kill('SIGINT');
		await ended;
	};
	return {
		url,
		halt,
		async resume() {
			child = launch();
			await asSuperuser(url, 'select 1');
		},
		async stop() {
			await halt();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Runs a statement in the database `postgres`, as soon as the server takes it. */
async function asSuperuser(url: string, statement: string): Promise<void> {
	const server = new URL(url);
	server.pathname = '/postgres';
	for (;;) {
		const client = new pg.Client({ connectionString: server.href });
		client.on('error', () => undefined);
		try {
			await client.connect();
			await client.query(statement);
			return;
		} catch (error) {
			const code = (error as { code?: string }).code;
			if (code !== 'ECONNREFUSED' && code !== '57P03') throw error;
		} finally {
			await client.end();
		}
	}
}
