import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { log } from '#lib/platform/log.server.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { getFileOf } from './claim-files.server.ts';
import { turnCopy, turnPage } from './drawing.server.ts';
import type { EvidenceView, MediaType } from './evidence.ts';
import { downloadName } from './file-name.ts';
import { shownPage, type ShownPage } from './find-in-text.ts';
import { openReading } from './open-reading.server.ts';
import type { ReadingState } from './reading.ts';
import { findEvidence } from './store.server.ts';
import { viewOf } from './evidence-view.server.ts';
import { readPart, type FilePart } from './stored-files.server.ts';

/** A file as it is handed out: `name` has the extension of its real type. */
export type OpenedFile = { bytes: Uint8Array; name: string; mediaType: MediaType };

/** Which picture of a page: whole, or the small one (of the first page only). */
export type PageSize = 'full' | 'small';

/** What one's own file is and how its check stands. @throws Refusal not_found */
export async function getOwnEvidence(principal: Principal | null, id: string): Promise<EvidenceView> {
	const owner = authorizeOwner(principal, 'evidence.own');
	return getFileOf(db(), owner.profileId, id);
}

/** One's own file. @throws Refusal not_found; conflict `being_checked`, or `refused` with the reason */
export async function readOwnFile(principal: Principal | null, id: string): Promise<OpenedFile> {
	const owner = authorizeOwner(principal, 'evidence.own');
	return openFile(owner.profileId, await getFileOf(db(), owner.profileId, id));
}

/** The picture of a page of one's own file, WebP. @throws Refusal as {@link readOwnFile} */
export async function readOwnPage(
	principal: Principal | null,
	id: string,
	page: string,
	size: PageSize = 'full',
): Promise<Uint8Array> {
	const owner = authorizeOwner(principal, 'evidence.own');
	return openPage(owner.profileId, await getFileOf(db(), owner.profileId, id), { page, size });
}

/**
 * What is handed out of a file: the original of a PDF, the clean copy of a picture as its person turned it.
 * The caller has decided on access.
 */
export async function openFile(profileId: string, file: EvidenceView): Promise<OpenedFile> {
	assertChecked(file);
	const { id, mediaType, turns } = file;
	const name = downloadName(file.name, mediaType);
	if (mediaType === 'application/pdf')
		return { bytes: await readPart({ profileId, id }, 'original'), name, mediaType };
	const copy = await readPart({ profileId, id }, 'copy');
	const bytes = turns === 0 ? copy : await turnCopy(copy, mediaType, turns);
	return { bytes, name, mediaType };
}

/** A page picture, as its person turned it. The caller has decided on access. @throws Refusal not_found beyond the last page */
export async function openPage(
	profileId: string,
	file: EvidenceView,
	{ page, size }: { page: string; size: PageSize },
): Promise<Uint8Array> {
	assertChecked(file);
	const number = /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 0;
	if (number < 1 || number > (file.pages ?? 0)) throw notFound('Este documento no tiene esa página.');
	const part: FilePart = size === 'small' && number === 1 ? 'thumbnail' : `page-${number}`;
	const picture = await readPart({ profileId, id: file.id }, part);
	return file.turns === 0 ? picture : turnPage(picture, file.turns);
}

/** What was read in a file, as far as it was; without pages unless the reading is done. */
export type FileText = { readingState: ReadingState; pages: ShownPage[] };

/** What was read in a file, its places those of the pages as they are shown. The caller has decided on access. */
export async function openText({ profileId, file, reading }: FoundFile): Promise<FileText> {
	if (reading !== 'done') return { readingState: reading, pages: [] };
	try {
		const { pages } = await openReading({ profileId, id: file.id });
		return { readingState: 'done', pages: pages.map((page) => shownPage(page, file.turns)) };
	} catch (error) {
		log.error({ err: error, evidence: file.id }, 'a reading cannot be opened');
		return { readingState: 'failed', pages: [] };
	}
}

/** A file, whose it is, and how its reading stands. */
export type FoundFile = { profileId: string; file: EvidenceView; reading: ReadingState };

/** A file by its id. The caller decides on access. */
export async function findFile(id: string): Promise<FoundFile | undefined> {
	const row = isId(id) ? await findEvidence(db(), id) : undefined;
	return row && { profileId: row.profileId, file: viewOf(row), reading: row.reading as ReadingState };
}

function assertChecked({ scan, refusal }: EvidenceView): void {
	if (scan === 'pending') {
		throw conflict(
			'being_checked',
			'El documento todavía está en revisión de seguridad. Espere unos segundos y vuelva a intentarlo.',
		);
	}
	if (refusal) throw conflict('refused', refusal);
}
