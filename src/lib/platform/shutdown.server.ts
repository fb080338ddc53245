import { setTimeout as pause } from 'node:timers/promises';
import { log } from './log.server.ts';

type CleanUp = () => Promise<void>;

/** On `globalThis`, because the server file and the bundle each carry their own copy of this module. */
const KEY = Symbol.for('shm.shutdown');
const registry = globalThis as { [KEY]?: CleanUp[] };

/** Has `cleanUp` awaited when the process stops in order: after the last answer, before the database; the last registered runs first. */
export function onShutdown(cleanUp: CleanUp): void {
	(registry[KEY] ??= []).push(cleanUp);
}

/** Runs and forgets all that was registered, `limitMs` for all together; one that fails is told and does not keep the next from running. */
export async function cleanUpAll(limitMs: number): Promise<void> {
	const cleanUps = registry[KEY]?.splice(0).reverse() ?? [];
	const inOrder = async () => {
		for (const cleanUp of cleanUps) {
			await cleanUp().catch((error: unknown) => log.error({ err: error }, 'clean-up failed'));
		}
	};
	await Promise.race([inOrder(), pause(limitMs, undefined, { ref: false })]);
}
