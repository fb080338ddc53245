import { files } from '#lib/platform/files.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { openBytes } from './sealing-threads.server.ts';
import type { EvidenceRow } from './store.server.ts';

/** A file of a person, as far as its place in the store goes. */
export type FilePlace = { profileId: string; id: string };

/** What is kept of a file: the bytes as received, the clean copy of a picture, page pictures, the small one, its text. */
export type FilePart = 'original' | 'copy' | 'thumbnail' | 'reading' | `page-${number}`;

/** What decides which parts of a file are kept. */
export type FileState = Pick<EvidenceRow, 'mediaType' | 'scan' | 'pages' | 'reading' | 'removedAt'>;

/** Keeps an encrypted part; when the promise resolves it survives a power cut. */
export function putPart(place: FilePlace, part: FilePart, sealed: Uint8Array): Promise<void> {
	return files().put(keyOf(place, part), sealed);
}

/** Reads a part as it lies in the store. @throws Error (ENOENT) when it is not there */
export function sealedPart(place: FilePlace, part: FilePart): Promise<Buffer> {
	return files().get(keyOf(place, part));
}

/**
 * Reads a part and decrypts it with the person's key.
 * @param known the key, where the caller has it already
 * @throws Error when it is not there or the key was erased
 */
export async function readPart(place: FilePlace, part: FilePart, known?: PersonKey): Promise<Uint8Array> {
	const [key, sealed] = await Promise.all([known ?? getPersonKey(place.profileId), sealedPart(place, part)]);
	return openBytes(sealed, key.identity);
}

/** Removes a part if it is there. */
export function removePart(place: FilePlace, part: FilePart): Promise<void> {
	return files().remove(keyOf(place, part));
}

/** Removes all that is kept of a file. */
export async function removeAllParts({ profileId, id }: FilePlace): Promise<void> {
	for (const key of await files().list(`${profileId}/${id}`)) await files().remove(key);
}

/** What is kept of a file in this state: every part that must be there, and none other once its check has ended. */
export function partsOf({ mediaType, scan, pages, reading, removedAt }: FileState): FilePart[] {
	if (removedAt || scan === 'refused') return [];
	if (scan === 'pending') return ['original'];
	const drawn = Array.from({ length: pages ?? 0 }, (_, index): FilePart => `page-${index + 1}`);
	const read: FilePart[] = reading === 'done' ? ['reading'] : [];
	return [mediaType === 'application/pdf' ? 'original' : 'copy', ...drawn, 'thumbnail', ...read];
}

/** What a key of the store names; nothing for a key that is not of ours, or was never finished. */
export function placeOf(key: string): (FilePlace & { part: FilePart }) | undefined {
	const [, profileId, id, part] = PART_KEY.exec(key) ?? [];
	return profileId && id ? { profileId, id, part: part as FilePart } : undefined;
}

const PART_KEY = /^([\da-f-]{36})\/([\da-f-]{36})\/(original|copy|thumbnail|reading|page-[1-9]\d*)\.age$/;

function keyOf({ profileId, id }: FilePlace, part: FilePart): string {
	return `${profileId}/${id}/${part}.age`;
}
