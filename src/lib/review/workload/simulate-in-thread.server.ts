import { join } from 'node:path';
import { Piscina } from 'piscina';
import { projectRoot } from '#lib/platform/config.server.ts';
import type { SimulationTask } from './simulation-worker.server.ts';
import type { SimulatedFigures } from './simulation.ts';

/** A thread without work ends after this, so that a quiet instance needs little memory. */
const IDLE_MS = 10_000;
/** A page is better shown without the simulation than late. */
const LONGEST_MS = 4_000;
/** Questions remembered with their answer: they change with the day and with what was measured. */
const REMEMBERED = 20;

let thread: Piscina | undefined;
const known = new Map<string, SimulatedFigures[]>();

/**
 * Simulates in a thread of its own, so that the service goes on answering; the same question is simulated once.
 * @returns nothing when it would take too long
 */
export async function simulateInThread(task: SimulationTask): Promise<SimulatedFigures[] | undefined> {
	const key = JSON.stringify([task.scenarios, task.runs]);
	const found = known.get(key);
	if (found) return found;
	thread ??= startThread();
	try {
		const answer = (await thread.run(task, {
			name: 'simulate',
			signal: AbortSignal.timeout(LONGEST_MS),
		})) as SimulatedFigures[];
		if (known.size >= REMEMBERED) known.delete(known.keys().next().value!);
		known.set(key, answer);
		return answer;
	} catch (error) {
		if (error instanceof Error && error.name === 'AbortError') return undefined;
		throw error;
	}
}

/** The entry file runs from its source, also in the built server: Node strips the types. */
function startThread(): Piscina {
	return new Piscina({
		filename: join(projectRoot, 'src/lib/review/workload/simulation-worker.server.ts'),
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: IDLE_MS,
		execArgv: [],
		env: {},
		resourceLimits: { maxOldGenerationSizeMb: 256 },
	});
}
