import { generateIdentity, identityToRecipient } from 'age-encryption';
import { asc, eq, gt, sql } from 'drizzle-orm';
import { preparedStatement, violates, type Reader, type Transaction } from './database.server.ts';
import { log } from './log.server.ts';
import { unavailable } from './refusal.ts';
import { heldKeys, seal } from './secrets.server.ts';
import { personKey } from './tables.server.ts';
import { personKeyOf, unwrapPersonKey, type PersonKey } from './unwrap-person-key.server.ts';

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
	const made = await makePersonKeys(profileIds);
	await storePersonKeys(tx, made);
	return new Map(made.map(({ profileId, key }) => [profileId, key]));
}

/** The key of a person that nothing keeps yet. */
export type NewPersonKey = { profileId: string; key: PersonKey; wrapped: Buffer; generation: number };

/** Makes keys of new people, in the order of their ids; {@link storePersonKeys} keeps them. */
export async function makePersonKeys(profileIds: readonly string[]): Promise<NewPersonKey[]> {
	const identities = await Promise.all(profileIds.map(() => generateIdentity()));
	const { wrapping, generation } = heldKeys();
	return profileIds.map((profileId, index) => ({
		profileId,
		key: personKeyOf(identities[index]!),
		wrapped: seal(wrapping, identities[index]!),
		generation,
	}));
}

/** Stores keys of new people, in the transaction that creates the profiles. */
export async function storePersonKeys(tx: Transaction, made: readonly NewPersonKey[]): Promise<void> {
	const column = <Name extends keyof NewPersonKey>(name: Name) => sql.param(made.map((each) => each[name]));
	await tx
		.execute(
			sql`
				insert into ${personKey} (profile_id, wrapped, generation)
				select * from unnest(
					${column('profileId')}::uuid[], ${column('wrapped')}::bytea[], ${column('generation')}::smallint[])`,
		)
		.catch(ofFormerMasterKey);
}

/** The key of a person. @throws Error when it was erased: what it protected is gone for good */
export async function getPersonKey(profileId: string, reader?: Reader): Promise<PersonKey> {
	const [row] = await keyById(reader).execute({ profileId });
	return openPersonKey(profileId, row?.wrapped);
}

/** The key of a person from its row, read together with other things. @throws Error when it was erased */
export function openPersonKey(profileId: string, wrapped: Buffer | null | undefined): PersonKey {
	if (!wrapped) throw new Error(`no key for profile ${profileId}`);
	return unwrapPersonKey(heldKeys().wrapping, wrapped);
}

/** The keys of several people in one query, by profile id; erased ones are missing. */
export async function getPersonKeys(reader: Reader, profileIds: string[]): Promise<Map<string, PersonKey>> {
	if (profileIds.length === 0) return new Map();
	const rows = await reader
		.select({ profileId: personKey.profileId, wrapped: personKey.wrapped })
		.from(personKey)
		.where(sql`${personKey.profileId} = any(${sql.param(profileIds)}::uuid[])`);
	const { wrapping } = heldKeys();
	return new Map(rows.map(({ profileId, wrapped }) => [profileId, unwrapPersonKey(wrapping, wrapped)]));
}

const AT_ONCE = 2000;

/**
 * Wraps the key of every person with another key, in the caller's transaction, a batch at a time.
 * @param wrap gets a wrapped key and hands back the newly wrapped one; what it throws ends the work
 * @param onProgress is told after each batch how many were done
 * @returns how many people there are
 */
export async function rewrapPersonKeys(
	tx: Transaction,
	generation: number,
	wrap: (profileId: string, wrapped: Buffer) => Buffer,
	onProgress: (people: number) => void,
): Promise<number> {
	let people = 0;
	for (let last: string | undefined; ;) {
		const rows = await tx
			.select({ profileId: personKey.profileId, wrapped: personKey.wrapped })
			.from(personKey)
			.where(last ? gt(personKey.profileId, last) : undefined)
			.orderBy(asc(personKey.profileId))
			.limit(AT_ONCE);
		if (rows.length === 0) return people;
		const ids = rows.map(({ profileId }) => profileId);
		const wrapped = rows.map((row) => wrap(row.profileId, row.wrapped));
		await tx.execute(sql`
			update ${personKey} set wrapped = newer.wrapped, generation = ${generation}
			from unnest(${sql.param(ids)}::uuid[], ${sql.param(wrapped)}::bytea[]) as newer (id, wrapped)
			where ${personKey.profileId} = newer.id`);
		people += rows.length;
		onProgress(people);
		last = ids.at(-1);
	}
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

/** This process was left running while the master key changed: what it wraps could not be opened by any other. */
function ofFormerMasterKey(error: unknown): never {
	if (!violates(error, 'person_key_generation_installation_key_generation_fk')) throw error;
	log.fatal('the master key was changed by another process: start this one again');
	throw unavailable(
		'El servicio está por reiniciarse y no puede registrar a nadie en este momento. Vuelva a intentarlo más tarde.',
	);
}
