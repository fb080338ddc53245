import type { KeyObject } from 'node:crypto';
import type { PersonKey } from './person-keys.server.ts';
import { deriveKey, seal, unseal } from './secrets.server.ts';

/**
 * The key of a person from the one that wraps it. Needs no database and no library, so that a thread starts at once with it.
 * @throws Error when the wrapping key is another one or a byte was changed
 */
export function unwrapPersonKey(wrapping: KeyObject, wrapped: Buffer): PersonKey {
	return personKeyOf(unseal(wrapping, wrapped).toString());
}

/** The key of a person from its age identity. */
export function personKeyOf(identity: string): PersonKey {
	const columns = deriveKey(identity, 'columns');
	return {
		identity,
		seal: (value) => seal(columns, JSON.stringify(value)),
		unseal: <Value>(sealed: Buffer) => JSON.parse(unseal(columns, sealed).toString()) as Value,
	};
}
