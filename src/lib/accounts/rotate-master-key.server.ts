import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction, otherProcesses, type Transaction } from '#lib/platform/database.server.ts';
import {
	beginGeneration,
	endGeneration,
	holdGeneration,
	openKeys,
} from '#lib/platform/installation-keys.server.ts';
import {
	keyInFile,
	masterKey,
	masterKeyId,
	masterKeyPath,
	putInPlace,
	writeNextKey,
} from '#lib/platform/master-key.server.ts';
import { MIGRATION_LOCK } from '#lib/platform/migrate.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { rewrapPersonKeys } from '#lib/platform/person-keys.server.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { heldKeys, seal, unseal, type Keys } from '#lib/platform/secrets.server.ts';
import { authorizeStaffWork, type Authority } from './operator.ts';

/** Where the new key goes: absent, into the file of the present one; else into another file, or it lies there already. */
export const rotation = z.object({
	toFile: z
		.string()
		.min(1)
		.transform((path) => resolve(path))
		.optional(),
});

/** Told from time to time: whose keys were wrapped so far. */
type OnProgress = (people: number) => void;

const LEAVING_MS = 2_000;
const RETRY_MS = 100;

/** What a rotation did. */
export type Rotation = {
	/** the new generation */
	generation: number;
	/** whose keys were wrapped anew */
	people: number;
	/** the file that holds the new key */
	file: string;
	/** whether the settings name that file already; else the operator has to change them */
	isInPlace: boolean;
};

/**
 * Changes the master key and wraps the key of every person, and the secret of the installation, with the new one: all in one
 * transaction, after the new key is durable and before the former one goes (decision 12). Hashes, marks and files stay as
 * they are. Only the console of the server may, while no other process of ours works on the database.
 */
export async function rotateMasterKey(
	by: Authority,
	input: unknown = {},
	onProgress: OnProgress = () => {},
): Promise<Rotation> {
	const actor = authorizeStaffWork(by, 'keys.rotate');
	const { toFile } = parse(rotation, input);
	const path = masterKeyPath();
	await refuseWhileInUse();
	const file = fileOfNewKey(path, toFile);
	const { generation, people } = await inTransaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
		if (!(await holdGeneration(tx))) throw keysChanged();
		const rotated = await rewrapAll(tx, toFile ? keyInFile(toFile) : writeNextKey(file), onProgress);
		await record(tx, actor, { action: 'keys.rotate', details: rotated });
		return rotated;
	});
	if (!toFile) {
		putInPlace(file);
		await openKeys();
	}
	return { generation, people, file, isInPlace: file === path };
}

/** The sessions of a process that has just ended last a moment longer. */
async function refuseWhileInUse(): Promise<void> {
	for (const began = Date.now(); (await otherProcesses()) > 0; await pause(RETRY_MS)) {
		if (Date.now() - began < LEAVING_MS) continue;
		throw conflict(
			'in_use',
			'El servicio está en marcha, o lo está otra orden. Deténgalos y vuelva a intentarlo: trabajan con la llave actual.',
		);
	}
}

function fileOfNewKey(present: string | undefined, toFile: string | undefined): string {
	if (!toFile && !present) {
		throw invalidField(
			'to-file',
			'missing',
			'La llave maestra viene de MASTER_KEY, que esta orden no puede cambiar. Diga con --to-file en qué archivo dejar la nueva.',
		);
	}
	if (!toFile) return present!;
	if (toFile === present || masterKeyId(keyInFile(toFile)).equals(masterKeyId(masterKey()))) {
		throw invalidField('to-file', 'same', `En ${toFile} está la llave actual. Indique otro archivo.`);
	}
	return toFile;
}

async function rewrapAll(
	tx: Transaction,
	master: ReturnType<typeof masterKey>,
	onProgress: OnProgress,
): Promise<{ generation: number; people: number }> {
	const former = heldKeys();
	const { generation, wrapping } = await beginGeneration(tx, master);
	const rewrap = (profileId: string, wrapped: Buffer) => seal(wrapping, open(former, profileId, wrapped));
	const people = await rewrapPersonKeys(tx, generation, rewrap, onProgress);
	await endGeneration(tx, former.generation);
	return { generation, people };
}

function open({ wrapping }: Keys, profileId: string, wrapped: Buffer): Buffer {
	try {
		return unseal(wrapping, wrapped);
	} catch {
		throw conflict(
			'damaged_key',
			`La llave de la persona ${profileId} está dañada y no se puede abrir. No se cambió nada: recupérela antes de un respaldo; «doctor» dice qué archivos dependen de ella.`,
		);
	}
}

function keysChanged() {
	return conflict(
		'keys_changed',
		'Otra orden cambió la llave maestra al mismo tiempo. Compruebe con «doctor».',
	);
}
