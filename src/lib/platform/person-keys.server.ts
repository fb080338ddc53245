import type { KeyObject } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { eq, inArray, sql } from 'drizzle-orm';
import { preparedStatement, type Reader, type Transaction } from './database.server.ts';
import { deriveKey, purposeKey, seal, unseal } from './secrets.server.ts';
import { personKey } from './tables.server.ts';

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

/** Makes and stores the key of a new person, in the transaction that creates the profile. */
export async function createPersonKey(tx: Transaction, profileId: string): Promise<PersonKey> {
	const keys = await createPersonKeys(tx, [profileId]);
	return keys.get(profileId)!;
}

/** Like {@link createPersonKey}, for many people in one statement; by profile id. */
export async function createPersonKeys(
	tx: Transaction,
	profileIds: readonly string[],
): Promise<Map<string, PersonKey>> {
	const identities = await Promise.all(profileIds.map(() => generateIdentity()));
	const wrapping = wrappingKey();
	await tx
		.insert(personKey)
		.values(
			profileIds.map((profileId, index) => ({ profileId, wrapped: seal(wrapping, identities[index]!) })),
		);
	return new Map(profileIds.map((profileId, index) => [profileId, keyFrom(identities[index]!)]));
}

/** The key of a person. @throws Error when it was erased: what it protected is gone for good */
export async function getPersonKey(profileId: string, reader?: Reader): Promise<PersonKey> {
	const [row] = await keyById(reader).execute({ profileId });
	return openPersonKey(profileId, row?.wrapped);
}

/** The key of a person from its row, read together with other things. @throws Error when it was erased */
export function openPersonKey(profileId: string, wrapped: Buffer | null | undefined): PersonKey {
	if (!wrapped) throw new Error(`no key for profile ${profileId}`);
	return keyFrom(unseal(wrappingKey(), wrapped).toString());
}

/** The keys of several people in one query, by profile id; erased ones are missing. */
export async function getPersonKeys(reader: Reader, profileIds: string[]): Promise<Map<string, PersonKey>> {
	if (profileIds.length === 0) return new Map();
	const rows = await reader.select().from(personKey).where(inArray(personKey.profileId, profileIds));
	return new Map(rows.map((row) => [row.profileId, keyFrom(unseal(wrappingKey(), row.wrapped).toString())]));
}

/** The public half of a person's key: what files are encrypted to. */
export function recipientOf(key: PersonKey): Promise<string> {
	return identityToRecipient(key.identity);
}

const keyById = preparedStatement((reader) =>
	reader
		.select()
		.from(personKey)
		.where(eq(personKey.profileId, sql.placeholder('profileId')))
		.prepare('person_key_by_id'),
);

function wrappingKey(): KeyObject {
	return purposeKey('person-key');
}

function keyFrom(identity: string): PersonKey {
	const columns = deriveKey(identity, 'columns');
	return {
		identity,
		seal: (value) => seal(columns, JSON.stringify(value)),
		unseal: <Value>(sealed: Buffer) => JSON.parse(unseal(columns, sealed).toString()) as Value,
	};
}
