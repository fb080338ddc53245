import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { move } from 'piscina';
import { isMediaType, MAX_PIXELS, type MediaType, type RefusalCode } from './evidence.ts';
import { examinePdf } from './examine-pdf.server.ts';
import { pictureSize } from './picture-size.ts';
import { openFile, sealFile } from './sealing.server.ts';

/** Bytes enough to tell the types that we take. */
const SIGNATURE_BYTES = 4100;

/** What is asked of this worker; it is the entry file of a thread (`sealing-threads.server.ts`). */
export type ReceiveTask = { bytes: Uint8Array; recipient: string; maxPages: number };
export type OpenTask = { sealed: Uint8Array; identity: string };

/** What became of received bytes. */
export type Received =
	| { refusal: RefusalCode }
	| {
			refusal: null;
			mediaType: MediaType;
			sizeBytes: number;
			sha256: Uint8Array;
			sealed: Uint8Array;
			/** the received bytes, handed back: only opening this PDF tells whether it asks for a password */
			encryptedPdf: Uint8Array | null;
	  };

/** Looks at received bytes with what is quick to see, and encrypts them. */
export async function receive({ bytes, recipient, maxPages }: ReceiveTask): Promise<Received> {
	const mediaType = await typeOf(bytes);
	if (!isMediaType(mediaType)) return { refusal: mediaType };
	const { refusal, encrypted } = lookAt(bytes, mediaType, maxPages);
	if (refusal) return { refusal };
	const sha256 = createHash('sha256').update(bytes).digest();
	const sealed = await sealFile(bytes, recipient);
	return {
		refusal,
		mediaType,
		sizeBytes: bytes.length,
		sha256: new Uint8Array(sha256),
		sealed,
		encryptedPdf: encrypted ? bytes : null,
	};
}

/** Decrypts a stored file. */
export async function open({ sealed, identity }: OpenTask): Promise<Uint8Array> {
	return move(await openFile(sealed, identity)) as Uint8Array;
}

async function typeOf(bytes: Uint8Array): Promise<MediaType | 'empty' | 'heic' | 'wrong_type'> {
	if (bytes.length === 0) return 'empty';
	const found = await fileTypeFromBuffer(bytes.subarray(0, SIGNATURE_BYTES)).catch(() => undefined);
	if (found && isMediaType(found.mime)) return found.mime;
	return found && /^image\/hei[cf]/.test(found.mime) ? 'heic' : 'wrong_type';
}

function lookAt(
	bytes: Uint8Array,
	mediaType: MediaType,
	maxPages: number,
): { refusal: RefusalCode | null; encrypted: boolean } {
	if (mediaType === 'application/pdf') return examinePdf(bytes, maxPages);
	const size = pictureSize(bytes, mediaType);
	if (!size) return { refusal: 'damaged', encrypted: false };
	return { refusal: size.width * size.height > MAX_PIXELS ? 'too_many_pixels' : null, encrypted: false };
}
