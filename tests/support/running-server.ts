import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

/** The service as its own process, as `npm start` runs it. */
export type RunningServer = {
	url: string;
	port: number;
	pid: number;
	/** all that it has printed so far */
	output(): string;
	/** Sends a signal and waits for the end. @returns exit code, or null when the signal ended it */
	stop(signal?: NodeJS.Signals): Promise<number | null>;
};

export type ServerOptions = {
	/** folder of the project */
	root?: string;
	dataDir: string;
	port?: number;
	/** settings; nothing else of our own environment is passed on */
	env?: Record<string, string>;
	/** account to run as, when we are root */
	account?: { uid: number; gid: number };
	program?: string;
};

/** Starts the production build and waits until it serves. @throws Error with what it printed when it ends before */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
	const server = launchServer({ ...options, port: options.port ?? (await freePort()) });
	await server.ready;
	return server;
}

/** Starts the production build; `ready` resolves when it serves, and rejects with what it printed when it ends before. */
export function launchServer(
	options: ServerOptions & { port: number },
): RunningServer & { ready: Promise<void> } {
	const { port } = options;
	const { child, output } = spawnServer(options);
	const ready = new Promise<void>((resolve, reject) => {
		child.stdout?.on('data', () => output().includes('Servicio listo') && resolve());
		child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output()}`)));
	});
	ready.catch(() => undefined);
	return {
		ready,
		url: `http://localhost:${port}`,
		port,
		pid: child.pid ?? 0,
		output,
		async stop(signal = 'SIGTERM') {
			if (child.exitCode === null && child.signalCode === null) {
				const ended = once(child, 'exit');
				child.kill(signal);
				await ended;
			}
			return child.exitCode;
		},
	};
}

/** Starts a service that is expected to end by itself. */
export async function failServer(options: ServerOptions): Promise<{ code: number | null; output: string }> {
	const { child, output } = spawnServer({ ...options, port: options.port ?? (await freePort()) });
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, output: output() };
}

/** A port of the loopback interface that nobody uses. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	await new Promise((done) => probe.close(done));
	return port;
}

/** What `npm start` runs, without `exec node`. */
function startLine(root: string): string[] {
	const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		scripts: { start: string };
	};
	return scripts.start.split(' ').slice(2);
}

function spawnServer({
	root = process.cwd(),
	dataDir,
	port,
	env,
	account,
	program = process.execPath,
}: ServerOptions) {
	const child: ChildProcess = spawn(program, startLine(root), {
		...account,
		cwd: root,
		env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', PORT: String(port), DATA_DIR: dataDir, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (output += bytes));
	return { child, output: () => output };
}
