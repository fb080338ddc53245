import { loadSettings } from '#lib/platform/config.server.ts';
import { startEmbeddedPostgres } from '#lib/platform/embedded-postgres.server.ts';
import { Refusal, problemsOf } from '#lib/platform/refusal.ts';
import { isStartProblem } from '#lib/platform/start-problem.ts';
import { startApplication } from '../src/start.server.ts';

/**
 * Runs a command with the application up: joins the embedded database of the data folder (starting it if it does not
 * run) or uses DATABASE_URL, and takes everything down afterwards. Refusals and start problems are told in one line, exit code 1.
 * @param work whether this process also runs jobs
 * @param alone whether no service may run on the same data folder meanwhile
 */
export async function withApplication(
	run: () => Promise<void>,
	{ work = false, alone = false } = {},
): Promise<void> {
	let stopDatabase = async () => {};
	let stopApplication = async () => {};
	try {
		if (!process.env.DATABASE_URL) {
			const embedded = await startEmbeddedPostgres({
				dataDir: loadSettings(process.env).dataDir,
				exclusive: alone,
			});
			process.env.DATABASE_URL = embedded.url;
			stopDatabase = embedded.stop;
		}
		stopApplication = await startApplication({ work });
		await run();
	} catch (error) {
		tell(error);
		process.exitCode = 1;
	} finally {
		await stopApplication();
		await stopDatabase();
	}
}

/** Prints an expected failure in words; anything else as it is, for whoever keeps the server. */
export function tell(error: unknown): void {
	if (error instanceof Refusal) {
		console.error(error.message);
		for (const { path, message } of problemsOf(error)) if (path) console.error(`  ${path}: ${message}`);
	} else if (isStartProblem(error)) console.error(error.message);
	else console.error(error);
}

/** All of standard input as text, without the last line break; empty when it is a terminal. */
export async function readInput(): Promise<string> {
	if (process.stdin.isTTY) return '';
	let text = '';
	for await (const chunk of process.stdin) text += chunk;
	return text.replace(/\r?\n$/, '');
}
