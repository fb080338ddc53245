import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { projectRoot } from '#lib/platform/config.server.ts';
import { unavailable } from '#lib/platform/refusal.ts';
import type { Received } from './intake-worker.server.ts';

/** A thread without work ends after this, so that a quiet instance needs little memory. */
const IDLE_MS = 30_000;
/** Waiting for a free thread included: beyond it whoever asks is better told to come back. */
const LONGEST_MS = 60_000;

let threads: Piscina | undefined;

/** Checks and encrypts received bytes in a thread. Their memory is handed over: they must not be used afterwards. */
export function receiveBytes(
	bytes: Uint8Array,
	{ recipient, maxPages }: { recipient: string; maxPages: number },
): Promise<Received> {
	const own = ownMemory(bytes);
	return run('receive', { bytes: own, recipient, maxPages }, own);
}

/** Decrypts a stored file in a thread. @throws Error when key or bytes are not the right ones */
export function openBytes(sealed: Uint8Array, identity: string): Promise<Uint8Array> {
	const own = ownMemory(sealed);
	return run('open', { sealed: own, identity }, own);
}

async function run<Result>(name: 'receive' | 'open', task: object, memory: Uint8Array): Promise<Result> {
	threads ??= startThreads();
	const signal = AbortSignal.timeout(LONGEST_MS);
	try {
		return (await threads.run(task, {
			name,
			signal,
			transferList: [memory.buffer as ArrayBuffer],
		})) as Result;
	} catch (error) {
		if (error instanceof Error && error.name === 'AbortError') throw unavailable(BUSY);
		throw error;
	}
}

const BUSY = 'El servicio está muy ocupado y no pudo con el archivo. Espere un minuto y vuelva a intentarlo.';

/** The entry file runs from its source, also in the built server: Node strips the types. */
function startThreads(): Piscina {
	return new Piscina({
		filename: join(projectRoot, 'src/lib/evidence/intake-worker.server.ts'),
		minThreads: 0,
		maxThreads: availableParallelism(),
		idleTimeout: IDLE_MS,
		execArgv: [],
		env: {},
		resourceLimits: { maxOldGenerationSizeMb: 256 },
	});
}

/** Bytes in a memory of their own, which can change hands; a view on shared memory is copied. */
function ownMemory(bytes: Uint8Array): Uint8Array {
	const whole = bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
	return whole ? bytes : new Uint8Array(bytes);
}
