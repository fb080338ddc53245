import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#lib/platform/config.server.ts';
import type { DrawingMessage, DrawingTask, Drawn } from './drawing-process.server.ts';
import type { MediaType, RefusalCode } from './evidence.ts';

/** Longest silence between two pages, and longest work on one file. */
const STEP_MS = 20_000;
const FILE_MS = 120_000;
/** A process that grows beyond this while it works is ended; beyond the second, it is not used again. */
const LARGEST_RSS_BYTES = 800_000_000;
const TIRED_RSS_BYTES = 400_000_000;
const WATCH_MS = 200;
/** A process without work ends after this, and with it all the memory that it took. */
const IDLE_MS = 15_000;
/** Ends that a file brings about; any other is ours or the system's, and the file is tried again. */
const CRASHES: NodeJS.Signals[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP'];
/** One more is started for a file whose owner waits for the answer. */
const MOST_PROCESSES = Math.max(1, availableParallelism() - 1);

type Answer = Drawn | { refusal: RefusalCode | null };
type Waiting = { task: DrawingTask; resolve: (answer: Answer) => void; reject: (error: Error) => void };
type Drawer = { process: ChildProcess; busy: boolean; idle?: NodeJS.Timeout };

const waiting: Waiting[] = [];
const drawers = new Set<Drawer>();

/**
 * Makes the page pictures of a file, and the clean copy of a picture, in a process of its own: what a file can do to a
 * reader (crash, time, memory) ends there. A file that asks for too much is refused as `too_complex`.
 */
export async function drawFile(
	bytes: Uint8Array,
	mediaType: MediaType,
	{ recipient, maxPages }: { recipient: string; maxPages: number },
): Promise<Drawn | { refusal: RefusalCode }> {
	const task: DrawingTask = { kind: 'draw', bytes, mediaType, recipient, maxPages };
	return (await ask(task, 'last')) as Drawn | { refusal: RefusalCode };
}

/** Tries to open a PDF while its owner waits. @returns why it cannot be taken; null when it opens */
export async function tryToOpen(bytes: Uint8Array, maxPages: number): Promise<RefusalCode | null> {
	return (await ask({ kind: 'try-to-open', bytes, maxPages }, 'first')).refusal;
}

function ask(task: DrawingTask, place: 'first' | 'last'): Promise<Answer> {
	return new Promise((resolve, reject) => {
		waiting[place === 'first' ? 'unshift' : 'push']({ task, resolve, reject });
		next();
	});
}

function next(): void {
	if (waiting.length === 0) return;
	const somebodyWaits = waiting[0]?.task.kind === 'try-to-open';
	let drawer = [...drawers].find(({ busy }) => !busy);
	if (!drawer && drawers.size < MOST_PROCESSES + (somebodyWaits ? 1 : 0)) drawer = startDrawer();
	if (drawer) work(drawer, waiting.shift()!);
}

/** The entry file runs from its source, also in the built server. The process gets no settings, no secrets and no Ctrl-C. */
function startDrawer(): Drawer {
	const entry = join(projectRoot, 'src/lib/evidence/drawing-process.server.ts');
	const child = fork(entry, {
		serialization: 'advanced',
		execArgv: confinement(),
		env: {},
		detached: true,
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const drawer: Drawer = { process: child, busy: false };
	child.on('error', () => undefined);
	child.once('exit', () => {
		drawers.delete(drawer);
		next();
	});
	drawers.add(drawer);
	return drawer;
}

/** It may read the program, write nothing and start nothing. The warning is about addons, which draw and unpack pictures. */
function confinement(): string[] {
	const program = ['node_modules', 'src', 'package.json'].map((path) => join(projectRoot, path));
	const readable = new Set(program.flatMap((path) => [path, realpathSync(path)]));
	return [
		'--max-old-space-size=256',
		'--permission',
		'--allow-addons',
		'--disable-warning=PERM0001',
		...[...readable].map((path) => `--allow-fs-read=${path}`),
	];
}

function work(drawer: Drawer, { task, resolve, reject }: Waiting): void {
	const { process: child } = drawer;
	drawer.busy = true;
	clearTimeout(drawer.idle);
	child.ref();
	child.channel?.ref();
	const begun = Date.now();
	let heard = begun;
	let ended = false;
	const watch = setInterval(() => {
		const tooLong = Date.now() - heard > STEP_MS || Date.now() - begun > FILE_MS;
		ended = tooLong || rssOf(child) > LARGEST_RSS_BYTES;
		if (ended) child.kill('SIGKILL');
	}, WATCH_MS);
	const onMessage = (message: DrawingMessage) => {
		heard = Date.now();
		if (message.kind === 'step') return;
		finish();
		if (message.kind === 'done') resolve(message.result);
		else reject(new Error(`drawing failed: ${message.message}`));
		rest(drawer, message.kind === 'done' ? message.rssBytes : Infinity);
	};
	const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
		finish();
		if (ended || (signal && CRASHES.includes(signal))) resolve({ refusal: 'too_complex' });
		else reject(new Error(`the drawing process ended: ${signal ?? code}`));
	};
	const finish = () => {
		clearInterval(watch);
		child.off('message', onMessage);
		child.off('exit', onExit);
	};
	child.on('message', onMessage);
	child.once('exit', onExit);
	child.send(task, (error) => error && child.kill('SIGKILL'));
}

/** Keeps the process for the next file, for a while; one that has taken much memory is let go. */
function rest(drawer: Drawer, rssBytes: number): void {
	const { process: child } = drawer;
	if (rssBytes > TIRED_RSS_BYTES) {
		drawers.delete(drawer);
		child.disconnect();
	} else {
		drawer.busy = false;
		drawer.idle = setTimeout(() => child.disconnect(), IDLE_MS).unref();
	}
	child.unref();
	child.channel?.unref();
	next();
}

/** Memory of a running process, in bytes; 0 where the system does not tell. */
function rssOf(child: ChildProcess): number {
	try {
		const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
		return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
	} catch {
		return 0;
	}
}
