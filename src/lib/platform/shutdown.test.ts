import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cleanUpAll, onShutdown } from './shutdown.server.ts';

describe('what is done before the process ends', () => {
	it('is done one after the other, the last registered first', async () => {
		const done: string[] = [];
		onShutdown(async () => void done.push('database'));
		onShutdown(async () => {
			await pause(20);
			done.push('jobs');
		});
		await cleanUpAll(1_000);
		expect(done).toEqual(['jobs', 'database']);
	});

	it('goes on when one part fails', async () => {
		let done = false;
		onShutdown(async () => void (done = true));
		onShutdown(async () => {
			throw new Error('jobs are stuck');
		});
		await cleanUpAll(1_000);
		expect(done).toBe(true);
	});

	it('is left when the time is over', async () => {
		onShutdown(() => new Promise(() => undefined));
		const began = performance.now();
		await cleanUpAll(50);
		expect(performance.now() - began).toBeLessThan(1_000);
	});
});
