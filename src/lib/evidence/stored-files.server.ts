import { files } from '#lib/platform/files.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { openBytes } from './sealing-threads.server.ts';

/** A file of a person, as far as its place in the store goes. */
export type FilePlace = { profileId: string; id: string };

/** What is kept of a file: the bytes as received, the clean copy of a picture, page pictures, the small one. */
export type FilePart = 'original' | 'copy' | 'thumbnail' | `page-${number}`;

/** Keeps an encrypted part; when the promise resolves it survives a power cut. */
export function putPart(place: FilePlace, part: FilePart, sealed: Uint8Array): Promise<void> {
	return files().put(keyOf(place, part), sealed);
}

/** Reads a part and decrypts it with the person's key. @throws Error when it is not there or the key was erased */
export async function readPart(place: FilePlace, part: FilePart): Promise<Uint8Array> {
	const [key, sealed] = await Promise.all([getPersonKey(place.profileId), files().get(keyOf(place, part))]);
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

function keyOf({ profileId, id }: FilePlace, part: FilePart): string {
	return `${profileId}/${id}/${part}.age`;
}
