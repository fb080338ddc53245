import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../support/running-server.ts';
import { openMailbox } from './mailbox.ts';

/** A running instance of the built service, as any process of the tests needs to know it. */
export type Service = {
	origin: string;
	/** where its outgoing mail lies, for `mailTo` */
	mailFolder: string;
	/** one-time address of the first administrator, as printed at the start */
	firstAdminLink: string;
	/** what it was started with, for commands on the same data */
	settings: Record<string, string>;
};

/** What a command left behind. */
export type CommandResult = { code: number; output: string; errors: string };

/**
 * Starts the service as `npm start` does, on a free port, with an empty data folder and mail that goes nowhere.
 * One proxy in front is believed, so that tests choose the address from which they come.
 */
export async function startService(): Promise<{ service: Service; stop(): Promise<void> }> {
	const mailbox = await openMailbox();
	const dataDir = await mkdtemp(join(tmpdir(), 'shm-e2e-'));
	const settings = { DATA_DIR: dataDir, SMTP_URL: mailbox.url, TRUST_PROXY: '1', LOG_LEVEL: 'error' };
	const server = await startServer({ dataDir, env: settings });
	const firstAdminLink = /https?:\S+\/instalacion\/\S+/.exec(server.output())?.[0] ?? '';
	return {
		service: { origin: server.url, mailFolder: mailbox.folder, firstAdminLink, settings },
		async stop() {
			await server.stop();
			await mailbox.close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
}

/** Runs a command of `shm` on the data of a service; `input` goes to its standard input. */
export async function shm({ settings }: Service, args: string[], input = ''): Promise<CommandResult> {
	const environment = { PATH: process.env.PATH, ...settings };
	const command = spawn(process.execPath, ['cli/shm.ts', ...args], { env: environment });
	let [output, errors] = ['', ''];
	command.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	command.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	command.stdin.end(input);
	const code = await endOf(command);
	return { code, output, errors };
}

function endOf(child: ChildProcess): Promise<number> {
	return new Promise((resolve) => child.once('close', (code) => resolve(code ?? -1)));
}
