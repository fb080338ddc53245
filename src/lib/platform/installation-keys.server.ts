import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { desc, eq, isNull } from 'drizzle-orm';
import { db, type Reader, type Transaction } from './database.server.ts';
import { firstMasterKey, KEY_BYTES, masterKey, masterKeyId, masterKeyWithId } from './master-key.server.ts';
import { deriveKey, heldKeys, holdKeys, seal, unseal, type Keys } from './secrets.server.ts';
import { startProblem } from './start-problem.ts';
import { installationKey, personKey } from './tables.server.ts';

type Row = typeof installationKey.$inferSelect;
type Complete = Row & { masterKeyId: Buffer; wrapped: Buffer };

/**
 * Opens the keys of this process with the master key, before anything else is read: once, at the start, and after a
 * rotation. A new installation gets its secret here.
 * @throws Error (start problem) when the master key is missing or is not the one of this database
 */
export async function openKeys(): Promise<void> {
	const row = await completeRow();
	const master = masterKeyWithId(row.masterKeyId);
	const secret = createSecretKey(unseal(secretKeyOf(master), row.wrapped));
	holdKeys({ generation: row.generation, wrapping: wrappingKeyOf(master), secret });
}

/** Whether the keys that this process holds are still those of the database: another process may have changed them. */
export async function areKeysCurrent(): Promise<boolean> {
	const row = await newestRow(db());
	return row?.generation === heldKeys().generation;
}

/**
 * Puts the secret of the installation under another master key, in the caller's transaction, which has to wrap the keys
 * of all people with what it gets: the row of the former key cannot go while one of them names it.
 */
export async function beginGeneration(tx: Transaction, master: KeyObject): Promise<Keys> {
	const { generation: former, secret } = heldKeys();
	const generation = former + 1;
	await tx.insert(installationKey).values(rowFor(generation, master, secret));
	return { generation, wrapping: wrappingKeyOf(master), secret };
}

/** Ends the former generation: from now on no process that holds its key can store the key of a person. */
export async function endGeneration(tx: Transaction, generation: number): Promise<void> {
	await tx.delete(installationKey).where(eq(installationKey.generation, generation));
}

/** Keeps everybody from storing the key of a person until the transaction ends. @returns whether our keys are current */
export async function holdGeneration(tx: Transaction): Promise<boolean> {
	const rows = await tx.select().from(installationKey).for('update');
	return rows.length === 1 && rows[0]?.generation === heldKeys().generation;
}

async function completeRow(): Promise<Complete> {
	const found = await newestRow(db());
	if (!found) await insertFirst();
	else if (!found.wrapped) await adopt(found);
	return (await newestRow(db())) as Complete;
}

async function newestRow(reader: Reader): Promise<Row | undefined> {
	const [row] = await reader
		.select()
		.from(installationKey)
		.orderBy(desc(installationKey.generation))
		.limit(1);
	return row;
}

/** Of several processes that start a new installation together, one makes the secret. */
async function insertFirst(): Promise<void> {
	const secret = createSecretKey(randomBytes(KEY_BYTES));
	await db()
		.insert(installationKey)
		.values(rowFor(1, firstMasterKey(), secret))
		.onConflictDoNothing();
}

/**
 * An installation from before there was a secret derived everything from its master key: that key becomes the secret, so
 * that hashes and marks stay right.
 */
async function adopt({ generation }: Row): Promise<void> {
	const master = masterKey();
	const [person] = await db().select().from(personKey).limit(1);
	if (person && !opens(wrappingKeyOf(master), person.wrapped)) {
		throw startProblem(
			'La llave maestra no es la de esta base de datos: no abre las llaves de las personas. ' +
				'Indique la correcta con MASTER_KEY o MASTER_KEY_FILE.',
		);
	}
	const { masterKeyId: id, wrapped } = rowFor(generation, master, master);
	await db().update(installationKey).set({ masterKeyId: id, wrapped }).where(isNull(installationKey.wrapped));
}

function rowFor(generation: number, master: KeyObject, secret: KeyObject) {
	const wrapped = seal(secretKeyOf(master), secret.export());
	return { generation, masterKeyId: masterKeyId(master), wrapped };
}

function wrappingKeyOf(master: KeyObject): KeyObject {
	return deriveKey(master, 'person-key');
}

function secretKeyOf(master: KeyObject): KeyObject {
	return deriveKey(master, 'installation-secret');
}

function opens(wrapping: KeyObject, wrapped: Buffer): boolean {
	try {
		unseal(wrapping, wrapped);
		return true;
	} catch {
		return false;
	}
}
