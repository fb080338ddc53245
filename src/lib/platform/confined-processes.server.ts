import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './config.server.ts';
import type { ConfinedMessage } from './confined-worker.server.ts';
import { log } from './log.server.ts';
import { workMeter } from './work-meter.server.ts';

/** What the processes of one kind may take. */
export type Confinement = {
	/** entry file, from the root of the project; it calls `serveTasks` */
	entry: string;
	/** at the same time; one more is started for an urgent task */
	most: number;
	/** longest work without a word, and on one task; waiting for a core on a busy machine is none (`workMeter`) */
	stepMs: number;
	taskMs: number;
	/** a process that grows beyond this while it works is ended; beyond the second, it is not used again */
	largestRssBytes: number;
	tiredRssBytes: number;
	/** it is not used again after so many tasks */
	tiredTasks: number;
	/** a process without work ends after this, and with it all the memory that it took */
	idleMs: number;
	/** how far it gives way to everything else, 0 (not at all) to 19 */
	niceness?: number;
};

/** Hands a task to a process; nothing comes back when the task brought it down or asked for too much. */
export type Ask<Task, Result> = (task: Task, options?: { urgent?: boolean }) => Promise<Result | undefined>;

type Waiting<Task, Result> = {
	task: Task;
	urgent: boolean;
	resolve: (result: Result | undefined) => void;
	reject: (error: Error) => void;
};
type Worker = { process: ChildProcess; busy: boolean; tasks: number; idle?: NodeJS.Timeout };
type Pool<Task, Result> = { limits: Confinement; waiting: Waiting<Task, Result>[]; workers: Set<Worker> };

const WATCH_MS = 200;
/** Ends that a task brings about; any other is ours or the system's, and the task may be tried again. */
const CRASHES: NodeJS.Signals[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP'];

/**
 * Processes of their own for work that may crash, hang or take memory without giving it back: all of that ends there.
 * They are started when there is work, and replaced when they are tired.
 * @returns a function that rejects when the work failed or the process was ended from outside
 */
export function confinedProcesses<Task extends object, Result>(limits: Confinement): Ask<Task, Result> {
	const pool: Pool<Task, Result> = { limits, waiting: [], workers: new Set() };
	return (task, { urgent = false } = {}) =>
		new Promise((resolve, reject) => {
			pool.waiting[urgent ? 'unshift' : 'push']({ task, urgent, resolve, reject });
			next(pool);
		});
}

function next<Task extends object, Result>(pool: Pool<Task, Result>): void {
	const { limits, waiting, workers } = pool;
	const first = waiting[0];
	if (!first) return;
	let worker = [...workers].find(({ busy }) => !busy);
	if (!worker && workers.size < limits.most + (first.urgent ? 1 : 0)) worker = start(pool);
	if (worker) work(pool, worker, waiting.shift()!);
}

function start<Task extends object, Result>(pool: Pool<Task, Result>): Worker {
	const worker: Worker = { process: startProcess(pool.limits), busy: false, tasks: 0 };
	worker.process.once('exit', () => {
		pool.workers.delete(worker);
		next(pool);
	});
	pool.workers.add(worker);
	return worker;
}

function work<Task extends object, Result>(
	pool: Pool<Task, Result>,
	worker: Worker,
	{ task, resolve, reject }: Waiting<Task, Result>,
): void {
	const { entry } = pool.limits;
	worker.busy = true;
	worker.tasks += 1;
	clearTimeout(worker.idle);
	holdOn(worker.process);
	hear<Result>(worker.process, pool.limits, {
		done: (result, rssBytes) => {
			resolve(result);
			rest(pool, worker, rssBytes);
		},
		fault: (message) => {
			reject(new Error(`${entry} failed: ${message}`));
			rest(pool, worker, Infinity);
		},
		gone: (how) => (how === null ? resolve(undefined) : reject(new Error(`${entry} ended: ${how}`))),
	});
	worker.process.send(task, (error) => error && worker.process.kill('SIGKILL'));
}

/** Keeps the process for the next task, for a while; a tired one is let go. */
function rest<Task extends object, Result>(pool: Pool<Task, Result>, worker: Worker, rssBytes: number): void {
	const { tiredRssBytes, tiredTasks, idleMs } = pool.limits;
	if (rssBytes > tiredRssBytes || worker.tasks >= tiredTasks) dismiss(pool, worker);
	else {
		worker.busy = false;
		worker.idle = setTimeout(() => dismiss(pool, worker), idleMs).unref();
	}
	letGo(worker.process);
	next(pool);
}

/** Lets a process end, and first out of reach of the next task: it is there for a while yet. */
function dismiss<Task, Result>(pool: Pool<Task, Result>, worker: Worker): void {
	pool.workers.delete(worker);
	if (worker.process.connected) worker.process.disconnect();
}

/** The entry file runs from its source, also in the built server. The process gets no settings, no secrets and no Ctrl-C. */
function startProcess({ entry, niceness = 0 }: Confinement): ChildProcess {
	const child = fork(join(projectRoot, entry), {
		serialization: 'advanced',
		execArgv: permissions(),
		env: {},
		detached: true,
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	child.on('error', () => undefined);
	if (niceness > 0 && child.pid) giveWay(child.pid, niceness);
	return child;
}

/** Linux may share the time of a core out by session, and each of these processes is one: it is told for both. */
function giveWay(pid: number, niceness: number): void {
	try {
		setPriority(pid, niceness);
		writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
	} catch (error) {
		log.debug({ err: error }, 'a process keeps its priority');
	}
}

/** It may read the program, write nothing and start nothing. The warning is about addons, which do the heavy work. */
function permissions(): string[] {
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

type Listener<Result> = {
	done: (result: Result, rssBytes: number) => void;
	fault: (message: string) => void;
	/** null when the task is to blame, else code or signal */
	gone: (how: string | null) => void;
};

/** Waits for the answer to one task, and ends the process that takes too much. */
function hear<Result>(child: ChildProcess, limits: Confinement, listener: Listener<Result>): void {
	const worked = workMeter(child.pid);
	let [stepMs, taskMs] = [0, 0];
	let ended = false;
	const watch = setInterval(() => {
		const ms = worked();
		[stepMs, taskMs] = [stepMs + ms, taskMs + ms];
		const tooLong = stepMs > limits.stepMs || taskMs > limits.taskMs;
		ended = tooLong || rssOf(child) > limits.largestRssBytes;
		if (ended) child.kill('SIGKILL');
	}, WATCH_MS);
	const onMessage = (message: ConfinedMessage<Result>) => {
		stepMs = 0;
		if (message.kind === 'step') return;
		finish();
		if (message.kind === 'done') listener.done(message.result, message.rssBytes);
		else listener.fault(message.message);
	};
	const onExit = (code: number | null, signal: NodeJS.Signals | null) => {
		finish();
		const toBlame = ended || (signal !== null && CRASHES.includes(signal));
		listener.gone(toBlame ? null : String(signal ?? code));
	};
	const finish = () => {
		clearInterval(watch);
		child.off('message', onMessage);
		child.off('exit', onExit);
	};
	child.on('message', onMessage);
	child.once('exit', onExit);
}

/** A process at work keeps ours alive; one that rests does not. */
function holdOn(child: ChildProcess): void {
	child.ref();
	child.channel?.ref();
}

function letGo(child: ChildProcess): void {
	child.unref();
	child.channel?.unref();
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
