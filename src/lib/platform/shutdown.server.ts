/** Shared with `server.ts`, which carries its own copy of the modules: what the application wants done before the process ends. */
const CLEAN_UPS = Symbol.for('shm.shutdown');

/** Registers work to be done when the server stops; run in reverse order of registration. */
export function onShutdown(cleanUp: () => Promise<void>): void {
	const shared = globalThis as { [CLEAN_UPS]?: (() => Promise<void>)[] };
	shared[CLEAN_UPS] = [...(shared[CLEAN_UPS] ?? []), cleanUp];
}
