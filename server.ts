import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '#lib/platform/config.server.ts';
import type { EmbeddedPostgres } from '#lib/platform/embedded-postgres.server.ts';
import type { Handler } from '#lib/platform/http/listen.server.ts';

process.chdir(import.meta.dirname);
enableCompileCache(join(import.meta.dirname, 'node_modules/.cache/compiled'));
const { loadSettings } = await import('#lib/platform/config.server.ts');
const { startEmbeddedPostgres } = await import('#lib/platform/embedded-postgres.server.ts');
const { TRUSTED_HEADERS } = await import('#lib/platform/http/entrance.server.ts');
const { checkAddress, close, listen } = await import('#lib/platform/http/listen.server.ts');
const { largestRequestBytes } = await import('#lib/evidence/largest-request.server.ts');
const { checkServerDatabase } = await import('#lib/platform/server-database.server.ts');
const { cleanUpAll } = await import('#lib/platform/shutdown.server.ts');
const { isStartProblem, startProblem } = await import('#lib/platform/start-problem.ts');

const FINISH_REQUESTS_MS = 5_000;
const CLEAN_UP_MS = 15_000;
/** npm passes a Ctrl-C on that the terminal has sent us already: one press is one signal. */
const SAME_PRESS_MS = 500;

let database: EmbeddedPostgres | undefined;
let server: Server | undefined;
let stoppingSince: number | undefined;

const starting = start().catch(giveUp);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
process.on('unhandledRejection', (reason) => console.error('Fallo sin atender:', reason));
process.on('uncaughtException', (error) => {
	console.error('Fallo grave:', error);
	void stop('SIGTERM', 1);
});

async function start(): Promise<void> {
	const settings = loadSettings(process.env, process.argv.slice(2));
	const handlerFile = join(import.meta.dirname, 'build/current/handler.js');
	if (!existsSync(handlerFile)) throw startProblem('Falta construir el servicio. Arránquelo con: npm start');
	if (settings.databaseUrl) await checkServerDatabase(settings.databaseUrl);
	else {
		const { dataDir } = settings;
		database = await startEmbeddedPostgres({
			dataDir,
			exclusive: true,
			tell: (message) => console.error(message),
		});
	}
	await checkAddress(settings);
	completeEnvironment(settings);
	const { handler } = (await import(pathToFileURL(handlerFile).href)) as { handler: Handler };
	if (stoppingSince !== undefined) return;
	server = await listen(handler, settings);
	const where = settings.originGiven
		? `${settings.origin} (escucha en ${settings.host}:${settings.port})`
		: settings.origin;
	console.log(`Servicio listo en ${where}, en ${Math.round(performance.now())} ms. Para detenerlo: Ctrl-C.`);
}

/**
 * The bundle reads the same settings from the environment that we have completed. A request may be as large as the
 * largest file of the institution.
 */
function completeEnvironment(settings: Settings): void {
	delete process.env.PORT_HEADER;
	Object.assign(process.env, TRUSTED_HEADERS, {
		NODE_ENV: process.env.NODE_ENV ?? 'production',
		BODY_SIZE_LIMIT: process.env.BODY_SIZE_LIMIT ?? largestRequestBytes(settings.institution, '.') ?? '20M',
		DATABASE_URL: database?.url ?? settings.databaseUrl,
		DATA_DIR: settings.dataDir,
		PORT: String(settings.port),
		ORIGIN: settings.origin,
		SHM_DEMO: settings.demo ? '1' : '0',
	});
}

async function stop(signal: NodeJS.Signals, exitCode = 0): Promise<void> {
	if (stoppingSince !== undefined) {
		if (performance.now() - stoppingSince < SAME_PRESS_MS) return;
		database?.interrupt();
		process.exit(exitCode || 130);
	}
	stoppingSince = performance.now();
	console.log('Deteniendo el servicio…');
	await starting;
	if (server) await close(server, FINISH_REQUESTS_MS);
	process.emit('sveltekit:shutdown' as 'SIGTERM', signal as 'SIGTERM');
	await cleanUpAll(CLEAN_UP_MS);
	await database?.stop();
	console.log('Servicio detenido.');
	process.exit(exitCode);
}

async function giveUp(error: unknown): Promise<void> {
	console.error(isStartProblem(error) ? error.message : error);
	await cleanUpAll(CLEAN_UP_MS);
	await database?.stop();
	process.exit(1);
}
