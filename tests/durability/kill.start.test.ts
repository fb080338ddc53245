import { describe, expect, it } from 'vitest';
import { torture } from './torture.ts';

describe('the service under SIGKILL', () => {
	it('keeps all that it said it kept, once, and ends what it had begun', async () => {
		const seed = process.env.TORTURE_SEED ?? String(Date.now());
		const report = await torture({ kills: 5, seed, people: 2 });
		expect(report.faults, `seed ${seed}`).toEqual([]);
		expect(report.submissions).toBeGreaterThanOrEqual(1);
		expect(report.files).toBeGreaterThanOrEqual(2);
		expect(report.auditEntries).toBeGreaterThan(0);
	}, 300_000);
});
