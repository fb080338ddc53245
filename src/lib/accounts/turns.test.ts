import { describe, expect, it } from 'vitest';
import { turns } from './turns.ts';

const full = () => new Error('full');

describe('work in turns', () => {
	it('runs no more at once than it may, and all of it in order', async () => {
		const inTurn = turns({ atOnce: 2, longest: 100 }, full);
		let running = 0;
		let most = 0;
		const done: number[] = [];
		await Promise.all(
			Array.from({ length: 20 }, (_, number) =>
				inTurn(async () => {
					most = Math.max(most, ++running);
					await new Promise((proceed) => setTimeout(proceed, 1));
					running -= 1;
					done.push(number);
				}),
			),
		);
		expect(most).toBe(2);
		expect(done).toEqual([...done].sort((one, other) => one - other));
	});

	it('turns away whoever comes when the queue is full, and goes on with the others', async () => {
		const inTurn = turns({ atOnce: 1, longest: 2 }, full);
		const results = await Promise.allSettled([1, 2, 3, 4, 5].map((number) => inTurn(async () => number)));
		expect(results.map(({ status }) => status)).toEqual([
			'fulfilled',
			'fulfilled',
			'fulfilled',
			'rejected',
			'rejected',
		]);
		await expect(inTurn(async () => 6)).resolves.toBe(6);
	});

	it('goes on after work that failed', async () => {
		const inTurn = turns({ atOnce: 1, longest: 10 }, full);
		const [failed, next] = await Promise.allSettled([
			inTurn(() => Promise.reject(new Error('broken'))),
			inTurn(async () => 'next'),
		]);
		expect(failed.status).toBe('rejected');
		expect(next).toEqual({ status: 'fulfilled', value: 'next' });
	});
});
