import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts the time of processes in hundredths of a second for everybody who reads it here. */
const TICK_MS = 10;
/** Threads that neither compute nor want to: they sleep, or wait for a disk. */
const WAITING = ['S', 'D', 'I'];

/**
 * Measures how long a process works, so that a limit of time holds on a busy machine too: while it wants to compute and does
 * not get a core only what it computed counts, else all that passes, also when it waits for something that never comes.
 * Where the system does not tell, all that passes counts.
 * @returns milliseconds worked since the call before
 */
export function workMeter(pid: number | undefined): () => number {
	let [at, computed] = [performance.now(), threadsOf(pid)?.computedMs ?? 0];
	return () => {
		const passed = performance.now() - at;
		at += passed;
		const threads = threadsOf(pid);
		if (!threads) return passed;
		const computing = threads.computedMs - computed;
		computed = threads.computedMs;
		return threads.areWaiting ? passed : Math.min(passed, computing);
	};
}

function threadsOf(pid: number | undefined): { computedMs: number; areWaiting: boolean } | undefined {
	try {
		const stats = readdirSync(`/proc/${pid}/task`).map((thread) =>
			statOf(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')),
		);
		const [user, system] = statOf(readFileSync(`/proc/${pid}/stat`, 'utf8')).ticks;
		return {
			computedMs: (user + system) * TICK_MS,
			areWaiting: stats.every(({ state }) => WAITING.includes(state)),
		};
	} catch {
		return undefined;
	}
}

/** What follows the name of a program, which may itself hold anything (proc(5): fields 3, 14 and 15). */
function statOf(line: string): { state: string; ticks: [user: number, system: number] } {
	const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
	return { state: fields[0] ?? '', ticks: [Number(fields[11]), Number(fields[12])] };
}
