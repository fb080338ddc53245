import { join } from 'node:path';
import { Piscina } from 'piscina';
import { projectRoot } from '#lib/platform/config.server.ts';
import { heldKeys } from '#lib/platform/secrets.server.ts';
import type { BirthGroups, BirthGroupsTask } from './birth-groups-worker.server.ts';

/** A thread without work ends after this, so that a quiet instance needs little memory. */
const IDLE_MS = 10_000;

let thread: Piscina | undefined;

/**
 * In which groups people are by sex and age, in their order. To open the CURP of everybody is half of the work of a trial:
 * a thread does it while the models are computed.
 */
export function birthGroupsOf(people: BirthGroupsTask['people'], today: string): Promise<BirthGroups[]> {
	thread ??= startThread();
	const task: BirthGroupsTask = { wrapping: heldKeys().wrapping, today, people };
	return thread.run(task, { name: 'openBirthGroups' });
}

/** The entry file runs from its source, also in the built server: Node strips the types. */
function startThread(): Piscina {
	return new Piscina({
		filename: join(projectRoot, 'src/lib/rating/trial/birth-groups-worker.server.ts'),
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: IDLE_MS,
		execArgv: [],
		env: {},
		resourceLimits: { maxOldGenerationSizeMb: 256 },
	});
}
