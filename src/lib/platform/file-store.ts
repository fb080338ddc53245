/** Where stored bytes live. Keys are made by us (`profile/evidence/part`), never from what a person typed. */
export type FileStore = {
	/** Keeps the bytes; when the promise resolves they survive a power cut. @throws Refusal unavailable when the place is full or away */
	put(key: string, bytes: Uint8Array): Promise<void>;
	/** @throws Error (ENOENT) when the key is unknown, Refusal unavailable when the place is away */
	get(key: string): Promise<Buffer>;
	/** Removes if there; silent when not. */
	remove(key: string): Promise<void>;
	/** All keys below a prefix, which ends where a part of the key does. */
	list(prefix?: string): Promise<string[]>;
	/** Everything that is there, one by one, also what a kill left half-written: for a store that is too large to list. */
	walk(): AsyncIterable<StoredKey>;
	/** Throws when the place cannot be used (start, readiness). */
	check(): Promise<void>;
};

/** A key of the store and when its bytes last changed. */
export type StoredKey = { key: string; changedAt: Date };

/** The error of a store that does not have this key, as a folder gives it. */
export function noSuchKey(key: string, cause: unknown): Error {
	return Object.assign(new Error(`no file ${key}`, { cause }), { code: 'ENOENT' });
}
