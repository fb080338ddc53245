import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openMailbox } from './mailbox.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const START_MS = 60_000;

/** Settings of the machine that runs the tests, which must not reach the service under test. */
const SETTINGS =
	/^(ORIGIN|HOST|DATABASE_.*|FILES_URL|CLAMD_URL|MASTER_KEY.*|OIDC_.*|WORKERS|INSTITUTION|SHM_DEMO|NODE_ENV|NODE_OPTIONS)$/;

/** A running instance of the built service, as any process of the tests needs to know it. */
export type Service = {
	origin: string;
	/** where its outgoing mail lies, for `mailTo` */
	mailFolder: string;
	/** one-time address of the first administrator, as printed at the start */
	firstAdminLink: string;
	/** what it was started with, for commands on the same data */
	environment: NodeJS.ProcessEnv;
};

/** What a command left behind. */
export type CommandResult = { code: number; output: string; errors: string };

/**
 * Starts the service as `npm start` does, on a free port, with an empty data folder and mail that goes nowhere.
 * One proxy in front is believed, so that tests choose the address from which they come.
 */
export async function startService(): Promise<{ service: Service; stop(): Promise<void> }> {
	const [mailbox, port] = await Promise.all([openMailbox(), freePort()]);
	const dataDir = await mkdtemp(join(tmpdir(), 'shm-e2e-'));
	const environment = {
		...Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))),
		PORT: String(port),
		DATA_DIR: dataDir,
		SMTP_URL: mailbox.url,
		TRUST_PROXY: '1',
		LOG_LEVEL: 'error',
	};
	const server = spawn(process.execPath, ['server.ts'], { cwd: ROOT, env: environment });
	const output = await untilReady(server);
	const firstAdminLink = /https?:\S+\/instalacion\/\S+/.exec(output)?.[0] ?? '';
	return {
		service: { origin: `http://localhost:${port}`, mailFolder: mailbox.folder, firstAdminLink, environment },
		async stop() {
			await ended(server, () => server.kill('SIGTERM'));
			await mailbox.close();
			await rm(dataDir, { recursive: true, force: true });
		},
	};
}

/** Runs a command of `shm` on the data of a service; `input` goes to its standard input. */
export async function shm({ environment }: Service, args: string[], input = ''): Promise<CommandResult> {
	const command = spawn(process.execPath, ['cli/shm.ts', ...args], { cwd: ROOT, env: environment });
	let [output, errors] = ['', ''];
	command.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	command.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const code = await ended(command, () => command.stdin.end(input));
	return { code, output, errors };
}

function untilReady(server: ChildProcess): Promise<string> {
	return new Promise((ready, fail) => {
		let output = '';
		const tell = (what: string) => fail(new Error(`the service ${what}:\n${output}`));
		const patience = setTimeout(() => tell('did not start in time'), START_MS);
		const hear = (chunk: Buffer) => {
			output += chunk.toString();
			if (!output.includes('Servicio listo')) return;
			clearTimeout(patience);
			ready(output);
		};
		server.stdout?.on('data', hear);
		server.stderr?.on('data', hear);
		server.once('exit', (code) => tell(`ended with ${code}`));
	});
}

function ended(child: ChildProcess, act: () => void): Promise<number> {
	if (child.exitCode !== null) return Promise.resolve(child.exitCode);
	return new Promise((resolve) => {
		child.once('close', (code) => resolve(code ?? -1));
		act();
	});
}

async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}
