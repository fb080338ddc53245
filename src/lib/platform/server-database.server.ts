import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { isStartProblem, startProblem } from './start-problem.ts';

const OLDEST_VERSION = 15;
const PATIENCE_MS = 5_000;
const RETRY_MS = 200;

/** What an operator can do, by the code of the failure; `where` is the server without user or password. */
const ADVICE: Record<string, (where: string) => string> = {
	'28P01': (where) => `El servidor ${where} no acepta el usuario o la clave.`,
	'28000': (where) =>
		`El servidor ${where} no admite a ese usuario desde esta máquina. Revise su pg_hba.conf.`,
	'3D000': (where) => `El servidor ${where} no tiene esa base de datos. Créela, o corrija el nombre.`,
	'42501': (where) => `El usuario no tiene permiso en ${where}.`,
};

/**
 * Makes sure that the PostgreSQL of DATABASE_URL can be used; waits a few seconds for one that is starting.
 * @throws Error (start problem) that says why not, without user or password
 */
export async function checkServerDatabase(url: string): Promise<void> {
	const { host, pathname } = new URL(url);
	const where = `${host}${pathname}`;
	for (const began = Date.now(); ; await pause(RETRY_MS)) {
		const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
		client.on('error', () => undefined);
		try {
			await client.connect();
			const { rows } = await client.query<{ version: string; encoding: string }>(
				`select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
			);
			return checkForm(rows[0], where);
		} catch (error) {
			const code = (error as { code?: string }).code ?? '';
			if (isStartProblem(error) || !isPassing(code) || Date.now() - began > PATIENCE_MS)
				throw problemOf(error, code, where);
		} finally {
			await client.end().catch(() => undefined);
		}
	}
}

function checkForm(found: { version: string; encoding: string } | undefined, where: string): void {
	const major = Math.floor(Number(found?.version) / 10_000);
	if (major < OLDEST_VERSION) {
		throw startProblem(
			`DATABASE_URL: ${where} es PostgreSQL ${major}; se espera ${OLDEST_VERSION} o posterior.`,
		);
	}
	if (found?.encoding !== 'UTF8') {
		throw startProblem(
			`DATABASE_URL: ${where} guarda texto en ${found?.encoding}; se espera una base con ENCODING 'UTF8'.`,
		);
	}
}

/** Away for now: refused, not found by name, starting, or full. */
function isPassing(code: string): boolean {
	return /^(ECONN|ENOTFOUND|ENOENT|EAI_AGAIN|ETIMEDOUT|57P03|53300|$)/.test(code);
}

function problemOf(error: unknown, code: string, where: string): unknown {
	if (isStartProblem(error)) return error;
	const advice =
		ADVICE[code]?.(where) ?? `No se alcanza la base de datos ${where} (${code || (error as Error).message}).`;
	return startProblem(
		`DATABASE_URL: ${advice} Se espera postgresql://usuario:clave@servidor:5432/base.`,
		error,
	);
}
