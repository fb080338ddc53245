import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { workMeter } from './work-meter.server.ts';

const started: ReturnType<typeof spawn>[] = [];
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

/** A process that says when it begins. */
async function running(program: string): Promise<number> {
	const child = spawn('/bin/sh', ['-c', `echo begun; ${program}`], { stdio: ['ignore', 'pipe', 'ignore'] });
	started.push(child);
	await once(child.stdout!, 'data');
	return child.pid!;
}

describe('the time that a process works', () => {
	it('is all that passes while it waits for something', async () => {
		const worked = workMeter(await running('exec sleep 60'));
		const before = performance.now();
		await pause(300);
		const ms = worked();
		expect(Math.abs(ms - (performance.now() - before))).toBeLessThan(100);
	});

	it('does not pass while it wants to compute and may not', async () => {
		const pid = await running('while :; do :; done');
		const worked = workMeter(pid);
		process.kill(pid, 'SIGSTOP');
		await pause(100);
		worked();
		await pause(500);
		expect(worked()).toBeLessThan(50);
	});

	it('is what it computed while it shares a core, and never more than what passed', async () => {
		const worked = workMeter(await running('while :; do :; done'));
		const before = performance.now();
		await expect.poll(worked, { timeout: 10_000 }).toBeGreaterThan(0);
		expect(worked()).toBeLessThanOrEqual(performance.now() - before);
	});

	it('is all that passes where the system does not tell', async () => {
		const worked = workMeter(undefined);
		await pause(50);
		expect(worked()).toBeGreaterThanOrEqual(45);
	});
});
