import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import type { DocumentText } from './reading.ts';
import { readPart, type FilePlace } from './stored-files.server.ts';

/** A reading of more than this is none of ours. */
const LARGEST_BYTES = 50_000_000;

const unpack = promisify(gunzip);

/**
 * What was read in a file whose reading is done. The caller has decided on access.
 * @param known the person's key, where the caller has it already
 * @throws Error when it is not there or the person's key was erased
 */
export async function openReading(place: FilePlace, known?: PersonKey): Promise<DocumentText> {
	const packed = await readPart(place, 'reading', known);
	const text = await unpack(packed, { maxOutputLength: LARGEST_BYTES });
	return JSON.parse(text.toString()) as DocumentText;
}
