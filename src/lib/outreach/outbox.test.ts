import { describe, expect, it } from 'vitest';
import { afterFailure, maskedEmail, MOST_REFUSALS } from './outbox.ts';

const at = new Date('2026-03-02T15:00:00Z');
const pauseAfter = (refusals: number) =>
	afterFailure('refused', refusals, at).nextAttemptAt.getTime() - at.getTime();

describe('a message that could not be sent', () => {
	it('waits as long as the server is away', () => {
		expect(afterFailure('away', 0, at)).toEqual({
			state: 'waiting',
			nextAttemptAt: new Date('2026-03-02T15:01:00Z'),
		});
	});

	it('is tried with growing pauses of at most a quarter of an hour', () => {
		expect([1, 2, 3, 6, 7].map(pauseAfter)).toEqual([30_000, 60_000, 120_000, 900_000, 900_000]);
	});

	it('fails at the last refusal and not before', () => {
		expect(afterFailure('refused', MOST_REFUSALS - 1, at).state).toBe('waiting');
		expect(afterFailure('refused', MOST_REFUSALS, at).state).toBe('failed');
	});
});

describe('a masked address', () => {
	it('shows the first two letters and the domain', () => {
		expect(maskedEmail('juana@correo.example')).toBe('ju…@correo.example');
		expect(maskedEmail('j@correo.example')).toBe('j…@correo.example');
	});
});
