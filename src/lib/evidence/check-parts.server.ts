import { createHash } from 'node:crypto';
import { db } from '#lib/platform/database.server.ts';
import { openPersonKey } from '#lib/platform/person-keys.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { Refusal } from '#lib/platform/refusal.ts';
import { openBytes } from './sealing-threads.server.ts';
import { storedRowsById, type StoredRow } from './store.server.ts';
import { partsOf, sealedPart, type FilePart } from './stored-files.server.ts';

/**
 * What can be wrong with a part: it is not there, the disk does not give it, the person has no key, the master key does
 * not open the person's key, or what lies there is not what was kept.
 */
export const PART_PROBLEMS = ['missing', 'unreadable', 'no_key', 'wrong_key', 'altered'] as const;
export type PartProblem = (typeof PART_PROBLEMS)[number];

/** What is wrong with a file, by problem. */
export type WrongParts = { problem: PartProblem; parts: FilePart[] }[];

const DISK_PROBLEMS = ['EIO', 'EACCES', 'EPERM', 'EISDIR'];

/** Reads, decrypts and compares all that is kept of a file. What changes meanwhile is looked at again as it is then. */
export async function checkParts(row: StoredRow): Promise<WrongParts> {
	for (let current = row; ;) {
		const wrong = await wrongParts(current);
		if (wrong.length === 0) return [];
		const [present] = await storedRowsById(db(), [row.id]);
		if (!present) return [];
		if (stateOf(present) === stateOf(current)) return wrong;
		current = present;
	}
}

async function wrongParts(row: StoredRow): Promise<WrongParts> {
	const key = keyOf(row);
	const found: { part: FilePart; problem: PartProblem | undefined }[] = [];
	for (const part of partsOf(row)) found.push({ part, problem: await problemOf(row, part, key) });
	return PART_PROBLEMS.map((problem) => ({
		problem,
		parts: found.filter((each) => each.problem === problem).map(({ part }) => part),
	})).filter(({ parts }) => parts.length > 0);
}

async function problemOf(
	row: StoredRow,
	part: FilePart,
	key: PersonKey | PartProblem,
): Promise<PartProblem | undefined> {
	const sealed = await sealedPart(row, part).catch(diskProblem);
	if (typeof sealed === 'string') return sealed;
	if (typeof key === 'string') return key;
	const bytes = await openBytes(sealed, key.identity).catch(decryptionProblem);
	if (typeof bytes === 'string') return bytes;
	const expected = part === 'original' ? row.sha256 : part === 'copy' ? row.keptSha256 : null;
	const isSame = !expected || createHash('sha256').update(bytes).digest().equals(expected);
	return isSame ? undefined : 'altered';
}

function keyOf({ profileId, wrappedKey }: StoredRow): PersonKey | PartProblem {
	if (!wrappedKey) return 'no_key';
	try {
		return openPersonKey(profileId, wrappedKey);
	} catch {
		return 'wrong_key';
	}
}

function diskProblem(error: NodeJS.ErrnoException): PartProblem {
	if (error.code === 'ENOENT') return 'missing';
	if (DISK_PROBLEMS.includes(error.code ?? '')) return 'unreadable';
	throw error;
}

/** Wrong bytes and wrong keys are plain errors; what has a code, or is a refusal, is about the threads. */
function decryptionProblem(error: unknown): PartProblem {
	if (error instanceof Refusal || (error as NodeJS.ErrnoException).code) throw error;
	return 'altered';
}

function stateOf({ scan, pages, reading, removedAt, wrappedKey }: StoredRow): string {
	return JSON.stringify([scan, pages, reading, removedAt, wrappedKey?.toString('base64')]);
}
