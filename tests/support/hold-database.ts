/*
 * Holds the embedded database of a folder until it is told to stop: a process of ours that tests can kill.
 * Arguments: data folder. Prints the address once it is up.
 */
import { startEmbeddedPostgres } from '#lib/platform/embedded-postgres.server.ts';

const database = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', exclusive: true });
process.once('SIGTERM', async () => {
	await database.stop();
	process.exit(0);
});
process.stdout.write(`${database.url}\n`);
