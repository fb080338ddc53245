/* `npm run dev`: Vite's development server on the same embedded database and settings as `npm start`. */
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import type { EmbeddedPostgres } from '#lib/platform/embedded-postgres.server.ts';

process.chdir(join(import.meta.dirname, '..'));
const { loadSettings } = await import('#lib/platform/config.server.ts');
const { startEmbeddedPostgres } = await import('#lib/platform/embedded-postgres.server.ts');
const { cleanUpAll } = await import('#lib/platform/shutdown.server.ts');
const { isStartProblem } = await import('#lib/platform/start-problem.ts');

const CLEAN_UP_MS = 5_000;

let database: EmbeddedPostgres | undefined;
let vite: ViteDevServer | undefined;
let stopping = false;

const starting = start().catch(async (error: unknown) => {
	console.error(isStartProblem(error) ? error.message : error);
	await stop(1);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, async () => {
		if (stopping) return;
		await starting;
		await stop(0);
	});
}

async function start(): Promise<void> {
	const settings = loadSettings(process.env, process.argv.slice(2));
	if (!settings.databaseUrl) {
		const { dataDir } = settings;
		database = await startEmbeddedPostgres({
			dataDir,
			exclusive: true,
			tell: (message) => console.error(message),
		});
	}
	Object.assign(process.env, {
		DATABASE_URL: database?.url ?? settings.databaseUrl,
		DATA_DIR: settings.dataDir,
		PORT: String(settings.port),
		ORIGIN: settings.origin,
		SHM_DEMO: settings.demo ? '1' : '0',
	});
	vite = await createServer({ server: { host: settings.host, port: settings.port, strictPort: true } });
	await vite.listen();
	vite.printUrls();
}

async function stop(exitCode: number): Promise<void> {
	if (stopping) return;
	stopping = true;
	await vite?.close();
	await cleanUpAll(CLEAN_UP_MS);
	await database?.stop();
	process.exit(exitCode);
}
