import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { debianMajors, startDebianPostgres } from '../support/debian-postgres.ts';
import { failServer, freePort, startServer } from '../support/running-server.ts';

describe.each(debianMajors())("with Debian's PostgreSQL %s as DATABASE_URL", (major) => {
	it('the service migrates it and runs, twice, without a database of its own', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'shm-server-database-'));
		const database = await startDebianPostgres(major);
		try {
			for (const _start of ['first', 'second']) {
				const server = await startServer({ dataDir, env: { DATABASE_URL: database.url } });
				expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
				expect(await server.stop()).toBe(0);
			}
			const { output } = await failServer({ dataDir, env: { DATABASE_URL: `${database.url}_otra` } });
			expect(output).toMatch(/^DATABASE_URL: El servidor .* no tiene esa base de datos\..*\n$/);
			expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
		} finally {
			await database.stop();
			rmSync(dataDir, { recursive: true });
		}
	});
});

describe('a DATABASE_URL that leads nowhere', () => {
	it('ends the start with a line that does not show its password', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'shm-server-database-'));
		const port = await freePort();
		const url = `postgresql://shm:hunter2@127.0.0.1:${port}/shm`;
		const { code, output } = await failServer({ dataDir, env: { DATABASE_URL: url } });
		rmSync(dataDir, { recursive: true });
		expect(code).toBe(1);
		expect(output).toBe(
			`DATABASE_URL: No se alcanza la base de datos 127.0.0.1:${port}/shm (ECONNREFUSED). ` +
				'Se espera postgresql://usuario:clave@servidor:5432/base.\n',
		);
	});
});
