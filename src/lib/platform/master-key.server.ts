import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import {
	chownSync,
	closeSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { settings } from './config.server.ts';
import { startProblem } from './start-problem.ts';

/** Bytes of a master key. */
export const KEY_BYTES = 32;
const ID_BYTES = 16;

/** What a rotation writes beside the file of the key, until the database is wrapped with it. */
const NEXT = '.next';

let loaded: { key: KeyObject; source: string } | undefined;

/**
 * The master key that the settings name (32 bytes), which wraps the key of each person (rules.md, "Keys and backups"):
 * MASTER_KEY, the file MASTER_KEY_FILE, or the file `master.key` of the data folder.
 * @throws Error (start problem) when there is none, or it is no key
 */
export function masterKey(): KeyObject {
	const source = settings().masterKey ?? masterKeyPath()!;
	if (loaded?.source !== source)
		loaded = { key: settings().masterKey ? keyFrom(source) : readKey(source), source };
	return loaded.key;
}

/** The file that the master key lies in; none when the environment holds the key itself. */
export function masterKeyPath(): string | undefined {
	const { masterKey: given, masterKeyFile, dataDir } = settings();
	return given ? undefined : (masterKeyFile ?? join(dataDir, 'master.key'));
}

/** What a database may keep of a master key to recognise it (16 bytes, derived one way). */
export function masterKeyId(key: KeyObject): Buffer {
	return Buffer.from(hkdfSync('sha256', key, '', 'master-key-id', ID_BYTES));
}

/** The master key of a new installation: the one that the settings name, or, of the data folder, one made now. */
export function firstMasterKey(): KeyObject {
	const path = masterKeyPath();
	if (path && !settings().masterKeyFile) {
		mkdirSync(dirname(path), { recursive: true });
		createKeyFile(path);
	}
	return masterKey();
}

/**
 * The master key with this {@link masterKeyId}. A rotation that was interrupted after the database changed and before
 * the file did left it beside the file: it is put in its place.
 * @throws Error (start problem) when the settings name another key, or none
 */
export function masterKeyWithId(id: Buffer): KeyObject {
	const path = masterKeyPath();
	if (path && !isKeyIn(path, id) && isKeyIn(nextOf(path), id)) putInPlace(path);
	const key = masterKey();
	if (masterKeyId(key).equals(id)) return key;
	throw startProblem(
		`La llave maestra (${path ?? 'MASTER_KEY'}) no es la de esta base de datos: no abre lo que está guardado. ` +
			'Indique la correcta con MASTER_KEY o MASTER_KEY_FILE; si cambió hace poco con «keys rotate», es la nueva. ' +
			'Si se perdió, recupérela de un respaldo.',
	);
}

/** A new key, durably beside the present one: nothing is lost whichever of the two the database ends up with. */
export function writeNextKey(path: string): KeyObject {
	const next = nextOf(path);
	rmSync(next, { force: true });
	createKeyFile(next, statSync(path));
	return readKey(next);
}

/** The key that {@link writeNextKey} wrote takes the place of the present one, which is gone then. */
export function putInPlace(path: string): void {
	const place = behindLinks(path);
	try {
		renameSync(nextOf(path), place);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	flushFolder(dirname(place));
	forgetMasterKey();
}

/** A key in a file of the operator's choice: the one that lies there, or one made now. */
export function keyInFile(path: string): KeyObject {
	createKeyFile(path);
	return readKey(path);
}

/** The next {@link masterKey} is read again. */
export function forgetMasterKey(): void {
	loaded = undefined;
}

/** Writes a new key, durably, unless there is a file already. */
function createKeyFile(path: string, owner?: { uid: number; gid: number }): void {
	try {
		const text = randomBytes(KEY_BYTES).toString('base64') + '\n';
		writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
		throw startProblem(
			`No se puede escribir la llave maestra en ${path}: ${(error as Error).message}`,
			error,
		);
	}
	if (owner && process.getuid?.() === 0) chownSync(path, owner.uid, owner.gid);
	flushFolder(dirname(path));
}

function readKey(path: string): KeyObject {
	try {
		return keyFrom(readFileSync(path, 'utf8').trim());
	} catch (error) {
		const advice =
			'Póngala ahí, o indique su lugar con MASTER_KEY_FILE; si se perdió, recupérela de un respaldo.';
		throw startProblem(
			`No se puede leer la llave maestra de ${path}: ${(error as Error).message} ${advice}`,
			error,
		);
	}
}

function keyFrom(text: string): KeyObject {
	const bytes = Buffer.from(text, 'base64');
	if (bytes.length === KEY_BYTES) return createSecretKey(bytes);
	throw startProblem(`se esperaban ${KEY_BYTES} bytes en base64, hay ${bytes.length}.`);
}

function nextOf(path: string): string {
	return behindLinks(path) + NEXT;
}

function behindLinks(path: string): string {
	return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
}

function isKeyIn(path: string, id: Buffer): boolean {
	try {
		return masterKeyId(readKey(path)).equals(id);
	} catch {
		return false;
	}
}

function flushFolder(path: string): void {
	const folder = openSync(path, 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}
