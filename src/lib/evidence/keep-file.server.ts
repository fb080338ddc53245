import { now } from '#lib/platform/clock.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { getPersonKey, recipientOf } from '#lib/platform/person-keys.server.ts';
import { tryToOpen } from './drawing.server.ts';
import type { EvidenceView, MediaType } from './evidence.ts';
import { safeName } from './file-name.ts';
import { evidenceLimits, fileRefusal } from './limits.server.ts';
import { checkEvidence } from './process-evidence.server.ts';
import { receiveBytes } from './sealing-threads.server.ts';
import { findSameBytes, insertEvidence, keptBytes } from './store.server.ts';
import { viewOf } from './evidence-view.server.ts';
import { putPart, removeAllParts } from './stored-files.server.ts';

/** A file as it comes in; `name` is what the sender calls it, not to be trusted. */
export type Upload = { name: string; bytes: Uint8Array };

/** A file that was looked at and lies encrypted in the store, but is nobody's evidence yet. */
export type ReceivedFile = {
	id: string;
	profileId: string;
	name: string;
	mediaType: MediaType;
	sizeBytes: number;
	sha256: Buffer;
};

/**
 * Looks at a file and stores it encrypted to the person, before anything is written about it: what is interrupted here
 * leaves at most a file that nothing names. Its bytes are handed over and must not be used afterwards.
 * @throws Refusal with the words of `REFUSALS`: 413 too big, 415 wrong type, 422 hostile or unreadable
 */
export async function receiveFile(profileId: string, { name, bytes }: Upload): Promise<ReceivedFile> {
	const { fileSizeBytes, pages: maxPages } = evidenceLimits();
	if (bytes.length > fileSizeBytes) throw fileRefusal('too_large');
	const recipient = await recipientOf(await getPersonKey(profileId));
	const received = await receiveBytes(bytes, { recipient, maxPages });
	if (received.refusal) throw fileRefusal(received.refusal);
	const { mediaType, sizeBytes, sealed, encryptedPdf } = received;
	const refusal = encryptedPdf && (await tryToOpen(encryptedPdf, maxPages));
	if (refusal) throw fileRefusal(refusal);
	const id = newId();
	await putPart({ profileId, id }, 'original', sealed);
	const sha256 = Buffer.from(received.sha256);
	return { id, profileId, name: safeName(name, mediaType), mediaType, sizeBytes, sha256 };
}

/**
 * Makes a received file evidence of its person, in the caller's transaction, and asks for its check. The same bytes of the
 * same person are the evidence that they were before (rules.md, "Files"); {@link forgetReceived} then clears up.
 * The caller has decided on access and keeps other changes of the same person off.
 * @throws Refusal conflict `person_full`
 */
export async function keepFile(tx: Transaction, file: ReceivedFile): Promise<EvidenceView> {
	const { id, profileId, name, mediaType, sizeBytes, sha256 } = file;
	const same = await findSameBytes(tx, profileId, sha256);
	if (same) return viewOf(same);
	const kept = await keptBytes(tx, profileId);
	if (kept + sizeBytes > evidenceLimits().personSizeBytes) throw fileRefusal('person_full');
	const row = { id, profileId, name, mediaType, sizeBytes, sha256, scan: 'pending', createdAt: now() };
	const inserted = await insertEvidence(tx, row);
	await checkEvidence.enqueue(tx, { evidenceId: id });
	return viewOf(inserted);
}

/** Removes a received file that did not become evidence: refused on the way, or the same bytes were there. */
export async function forgetReceived({ profileId, id }: ReceivedFile): Promise<void> {
	await removeAllParts({ profileId, id });
}
