import type { KeyObject } from 'node:crypto';
import { deriveKey, seal, unseal } from './secrets.server.ts';

/**
 * The key of one person. Files are encrypted to its age identity, columns with a key derived from it:
 * erasing the one wrapped row puts all of them beyond reading.
 */
export type PersonKey = {
	/** age X25519 identity (`AGE-SECRET-KEY-1…`), opens the person's files */
	identity: string;
	/** encrypts a value of a column */
	seal(value: unknown): Buffer;
	/** reads a value that `seal` wrote */
	unseal<Value>(sealed: Buffer): Value;
};

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
