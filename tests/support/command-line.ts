import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';

/** How a verb ended: exit code, and what it wrote. */
export type Ended = { code: number | null; out: string; err: string };

/** A verb with its options, what comes through its standard input, and its whole environment. */
export type Order = { line: string[]; input: string; env: NodeJS.ProcessEnv };

type Surroundings = { input?: string; env?: NodeJS.ProcessEnv };

/** Starts `shm` in a process of its own, as an operator does. */
export async function startShm(
	line: string[],
	{ input = '', env = process.env }: Surroundings = {},
): Promise<Ended> {
	const child = spawn(process.execPath, ['cli/shm.ts', ...line], { env: { ...env, LOG_LEVEL: 'silent' } });
	child.stdin.end(input);
	const ended = once(child, 'close');
	const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
	const [code] = (await ended) as [number | null];
	return { code, out, err };
}

/**
 * Gives the tests of a file a process that runs verbs of `shm` one after the other, each with the application brought up
 * and taken down again: the program is loaded once, which is most of the time of a command.
 */
export function useShm(): (line: string[], surroundings?: Surroundings) => Promise<Ended> {
	let host: ChildProcess;
	let answer: (ended: Ended) => void;
	beforeAll(() => {
		host = fork(resolve('tests/support/command-line-process.ts'), {
			env: { ...process.env, LOG_LEVEL: 'silent' },
			execArgv: [],
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		});
		host.on('message', (ended) => answer(ended as Ended));
	});
	afterAll(() => {
		host.kill();
	});
	return (line, { input = '', env = process.env } = {}) => {
		const order: Order = { line, input, env: { ...env, LOG_LEVEL: 'silent' } };
		host.send(order);
		return new Promise((resolve) => (answer = resolve));
	};
}
