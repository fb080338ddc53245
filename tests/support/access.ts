import { expect } from 'vitest';
import { may, ROLES, type Principal, type Role, type UseCase } from '#lib/access/access.ts';
import { newId } from '#lib/platform/ids.ts';
import { Refusal, statusOf } from '#lib/platform/refusal.ts';

/** A principal of a role that exists nowhere in the database: enough to be let in or turned away. */
export function aPrincipal(role: Role, changes: Partial<Principal> = {}): Principal {
	const profileId = role === 'servant' ? newId() : null;
	return { accountId: newId(), profileId, name: 'Nadie', roles: [role], channel: 'web', ...changes };
}

/** Status of the refusal of a use case; 0 when it did not refuse for lack of access. */
export async function doorOf(work: Promise<unknown>): Promise<number> {
	try {
		await work;
		return 0;
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		const status = statusOf(thrown);
		return status === 401 || status === 403 ? status : 0;
	}
}

/**
 * Checks one row of the matrix: nobody gets 401, each role that may not gets 403, each that may gets past the door.
 * @param run the use case with harmless input, which it may refuse for other reasons
 */
export async function expectDoor(
	useCase: UseCase,
	roles: readonly Role[],
	run: (principal: Principal | null) => Promise<unknown>,
): Promise<void> {
	expect(await doorOf(run(null))).toBe(401);
	for (const role of ROLES) {
		expect(`${role} ${await doorOf(run(aPrincipal(role)))}`).toBe(
			`${role} ${roles.includes(role) ? 0 : 403}`,
		);
		expect(may({ roles: [role] }, useCase)).toBe(roles.includes(role));
	}
}
