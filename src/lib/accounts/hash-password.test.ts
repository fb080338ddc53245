import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './hash-password.server.ts';

describe('a stored password', () => {
	it('is known again, and no other is', async () => {
		const stored = await hashPassword('caballo grapa nube sur');
		expect(await verifyPassword(stored, 'caballo grapa nube sur')).toBe(true);
		expect(await verifyPassword(stored, 'caballo grapa nube norte')).toBe(false);
	});

	it('is Argon2id of 19 MiB and two passes', async () => {
		expect(await hashPassword('caballo grapa nube sur')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	});

	it('is never the same twice', async () => {
		const [one, other] = await Promise.all([1, 2].map(() => hashPassword('caballo grapa nube sur')));
		expect(one).not.toBe(other);
	});

	it('that does not exist matches nothing', async () => {
		expect(await verifyPassword(null, 'caballo grapa nube sur')).toBe(false);
		expect(await verifyPassword(undefined, '')).toBe(false);
	});
});
