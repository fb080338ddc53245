import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { now } from '#lib/platform/clock.ts';
import { db, isDatabaseAway, type Transaction } from '#lib/platform/database.server.ts';
import { defineJob, definePeriodic } from '#lib/platform/jobs.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { getPersonKey, recipientOf } from '#lib/platform/person-keys.server.ts';
import type { DocumentText, PageText } from './reading.ts';
import { readPdfPage, readPicture } from './reading.server.ts';
import { sealFile } from './sealing.server.ts';
import { beginReading, settleReading, unreadEvidence } from './reading-store.server.ts';
import { findEvidence, type EvidenceRow } from './store.server.ts';
import { putPart, readPart, removeAllParts } from './stored-files.server.ts';

/** Documents up to so many pages do not wait behind longer ones. */
const SHORT_PAGES = 3;
/**
 * After so many attempts, whose pauses grow to a quarter of an hour, a file counts as one that cannot be read; a person
 * looks at it all the same. The job itself is not given up before: that it was cut short is no fault of the file.
 */
const MOST_ATTEMPTS = 10;
const MOST_INTERRUPTIONS = 50;
/** After this a file that is still unread is taken up again, also when its job has given up. */
const WAITS_TOO_LONG_MS = 60 * 60_000;
const TAKEN_UP_AT_ONCE = 10;

const compress = promisify(gzip);
const slow = { run: readDocument, retryLimit: MOST_INTERRUPTIONS, slow: true };
const readShort = defineJob<Asked>({ ...slow, name: 'read-evidence', concurrency: 2, expireInSeconds: 900 });
const readLong = defineJob<Asked>({ ...slow, name: 'read-long-evidence', expireInSeconds: 7200 });

type Asked = { evidenceId: string };

definePeriodic({ name: 'read-waiting-evidence', everySeconds: 300, run: takeUpWaiting });

/** Asks for a checked file to be read, in the transaction that settles its check. */
export function askToRead(tx: Transaction, evidenceId: string, pages: number): Promise<void> {
	return (pages > SHORT_PAGES ? readLong : readShort).enqueue(tx, { evidenceId });
}

/**
 * Reads a file page by page and keeps what it says, encrypted to its person. Idempotent: done again after an interruption
 * it ends in the same place. A file that cannot be read is marked so after some attempts; nothing waits for that.
 */
export async function readDocument({ evidenceId }: Asked): Promise<void> {
	const attempts = await beginReading(db(), evidenceId);
	const row = attempts === undefined ? undefined : await findEvidence(db(), evidenceId);
	if (!row) return;
	try {
		const pages = await pagesOf(row);
		const isRead = pages.some(({ source }) => source !== 'none');
		await (isRead ? keep(row, { pages }) : settleReading(db(), row.id, 'failed'));
	} catch (error) {
		if (isDatabaseAway(error) || row.readingAttempts < MOST_ATTEMPTS) throw error;
		log.error({ err: error, evidence: row.id }, 'a document cannot be read');
		await settleReading(db(), row.id, 'failed');
	}
}

async function pagesOf(row: EvidenceRow): Promise<PageText[]> {
	if (row.mediaType !== 'application/pdf') return [await readPicture(await readPart(row, 'copy'))];
	const bytes = await readPart(row, 'original');
	const pages: PageText[] = [];
	for (let page = 1; page <= (row.pages ?? 0); page++) {
		const shown = await readPart(row, `page-${page}`);
		pages.push(await readPdfPage({ bytes, page, shown }));
	}
	return pages;
}

async function keep(row: EvidenceRow, text: DocumentText): Promise<void> {
	const recipient = await recipientOf(await getPersonKey(row.profileId));
	await putPart(row, 'reading', await sealFile(await compress(JSON.stringify(text)), recipient));
	if (await settleReading(db(), row.id, 'done')) return;
	if (!(await findEvidence(db(), row.id))) await removeAllParts(row);
}

async function takeUpWaiting(): Promise<void> {
	const since = new Date(now().getTime() - WAITS_TOO_LONG_MS);
	for (const evidenceId of await unreadEvidence(db(), since, TAKEN_UP_AT_ONCE)) {
		await readDocument({ evidenceId }).catch((error: unknown) =>
			log.error({ err: error, evidence: evidenceId }, 'reading a document failed'),
		);
	}
}
