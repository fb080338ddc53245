import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { sample } from '../../../tests/support/samples.ts';
import { confinedProcesses, type Confinement } from './confined-processes.server.ts';

const ENTRY = 'src/lib/evidence/drawing-process.server.ts';
/** A process that gives way starts slowly beside others that compute: no limit but the tested one may end it. */
const PATIENCE_MS = 120_000;
const ROOMY: Confinement = {
	entry: ENTRY,
	most: 1,
	stepMs: PATIENCE_MS,
	taskMs: PATIENCE_MS,
	largestRssBytes: Infinity,
	tiredRssBytes: Infinity,
	tiredTasks: Infinity,
	idleMs: 15_000,
};

const start = (limits: Partial<Confinement>) =>
	confinedProcesses<object, { refusal: string | null }>({ ...ROOMY, ...limits });
const aTask = () => ({ kind: 'try-to-open', bytes: sample('hostiles/pdf-valido.pdf'), maxPages: 40 });

/** Ids of the processes that this one has started. */
const children = () =>
	readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

describe('a process of its own', { timeout: PATIENCE_MS }, () => {
	it('serves one task after the other', async () => {
		const ask = start({});
		expect(await ask(aTask())).toEqual({ refusal: null });
		const [only] = children();
		expect(await ask(aTask())).toEqual({ refusal: null });
		expect(children()).toContain(only);
	});

	it('gives way to everything else when it is told to, also where the system shares by session', async () => {
		const ask = start({ niceness: 10 });
		const before = children();
		expect(await ask(aTask())).toEqual({ refusal: null });
		const [fresh] = children().filter((id) => !before.includes(id));
		expect(getPriority(Number(fresh))).toBe(10);
		const shared = `/proc/${fresh}/autogroup`;
		if (existsSync(shared)) expect(readFileSync(shared, 'utf8')).toMatch(/nice 10$/m);
	});

	it('is replaced when it has done its share', async () => {
		const ask = start({ tiredTasks: 1 });
		const before = children();
		expect(await ask(aTask())).toEqual({ refusal: null });
		const fresh = children().filter((id) => !before.includes(id));
		expect(await ask(aTask())).toEqual({ refusal: null });
		await expect.poll(() => children().filter((id) => fresh.includes(id))).toEqual([]);
	});

	it('waits for no native code when something outside its tasks fails', async () => {
		const program = `const { serveTasks } = await import('#lib/platform/confined-worker.server.ts');
			serveTasks(async () => null);
			setTimeout(() => { throw new Error('outside'); });`;
		const options = ['--input-type=module', '--eval', program];
		const child = spawn(process.execPath, options, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
		expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
	});

	it('that rested too long is out of reach before it ends', async () => {
		const ask = start({ idleMs: 1 });
		for (let round = 0; round < 5; round++) {
			expect(await ask(aTask())).toEqual({ refusal: null });
			await new Promise((done) => setTimeout(done, 2));
		}
	});

	it('ends with a task that takes too long', async () => {
		expect(await start({ taskMs: 1 })(aTask())).toBeUndefined();
	});

	it('ends with a task that takes too much memory', async () => {
		expect(await start({ largestRssBytes: 1 })(aTask())).toBeUndefined();
	});

	it('says what failed', async () => {
		const task = { ...aTask(), kind: 'draw', mediaType: 'application/pdf', recipient: 'nobody' };
		await expect(start({})(task)).rejects.toThrow(`${ENTRY} failed`);
	});
});
