import { v7, validate } from 'uuid';

/** A new identifier (UUIDv7: sorts by time of creation, so that indexes grow at their end). */
export function newId(): string {
	return v7();
}

/** Whether a text that came from outside has the form of one of our identifiers. */
export function isId(value: unknown): value is string {
	return typeof value === 'string' && validate(value);
}
