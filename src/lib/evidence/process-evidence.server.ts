import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { defineJob, definePeriodic } from '#lib/platform/jobs.server.ts';
import { getPersonKey, recipientOf } from '#lib/platform/person-keys.server.ts';
import { drawFile } from './drawing.server.ts';
import type { Drawn } from './drawing-process.server.ts';
import type { MediaType, RefusalCode } from './evidence.ts';
import { evidenceLimits } from './limits.server.ts';
import { askToRead } from './read-document.server.ts';
import { isMalware } from './scan-malware.server.ts';
import { findEvidence, settleEvidence, waitingEvidence, type EvidenceRow } from './store.server.ts';
import { putPart, readPart, removeAllParts, removePart } from './stored-files.server.ts';

/** Checks a received file and makes its pictures. */
export const checkEvidence = defineJob<{ evidenceId: string }>({
	name: 'check-evidence',
	run: ({ evidenceId }) => processEvidence(evidenceId),
	concurrency: 2,
	expireInSeconds: 600,
});

/** After this a file that still waits is taken up again, also when its job has given up (scanner away for long). */
const WAITS_TOO_LONG_MS = 15 * 60_000;
const TAKEN_UP_AT_ONCE = 50;

definePeriodic({ name: 'check-waiting-evidence', everySeconds: 300, run: takeUpWaiting });

/**
 * Scans a file for malware, draws its pages and settles its state: clean, unscanned (no scanner is set up) or refused.
 * Idempotent: done again after an interruption it ends in the same place; asked for twice at once in one process it is done
 * once. A scanner that is away is an error, so that the file waits and is tried again; it never passes.
 */
export function processEvidence(evidenceId: string): Promise<void> {
	const present = underWay.get(evidenceId);
	if (present) return present;
	const work = settle(evidenceId).finally(() => underWay.delete(evidenceId));
	underWay.set(evidenceId, work);
	return work;
}

const underWay = new Map<string, Promise<void>>();

async function settle(evidenceId: string): Promise<void> {
	const row = await findEvidence(db(), evidenceId);
	if (!row) return;
	if (row.scan !== 'pending') return clearUp(row);
	const original = await readPart(row, 'original');
	const { clamdUrl } = settings();
	if (clamdUrl && (await isMalware(clamdUrl, original))) return refuse(row, 'malware');
	const recipient = await recipientOf(await getPersonKey(row.profileId));
	const limits = { recipient, maxPages: evidenceLimits().pages };
	const drawn = await drawFile(original, row.mediaType as MediaType, limits);
	if (drawn.refusal) return refuse(row, drawn.refusal);
	await accept(row, drawn, clamdUrl ? 'clean' : 'unscanned');
}

async function accept(row: EvidenceRow, drawn: Drawn, scan: 'clean' | 'unscanned'): Promise<void> {
	for (const [index, page] of drawn.pages.entries()) await putPart(row, `page-${index + 1}`, page);
	await putPart(row, 'thumbnail', drawn.thumbnail);
	if (drawn.copy) await putPart(row, 'copy', drawn.copy);
	const keptSha256 = Buffer.from(drawn.keptSha256);
	const settled = { scan, pages: drawn.pages.length, keptSha256, refusal: null, checkedAt: now() };
	const isSettled = await inTransaction(async (tx) => {
		const isFirst = await settleEvidence(tx, row.id, settled);
		if (isFirst) await askToRead(tx, row.id, drawn.pages.length);
		return isFirst;
	});
	if (isSettled) return clearUp({ ...row, ...settled });
	const present = await findEvidence(db(), row.id);
	await (present ? clearUp(present) : removeAllParts(row));
}

async function refuse(row: EvidenceRow, refusal: RefusalCode): Promise<void> {
	await inTransaction(async (tx) => {
		const settled = { scan: 'refused', refusal, pages: null, keptSha256: null, checkedAt: now() } as const;
		if (!(await settleEvidence(tx, row.id, settled))) return;
		const details = { refusal, sha256: row.sha256.toString('hex') };
		const system = { accountId: null, role: 'system', channel: 'system' } as const;
		const { profileId, id: subject } = row;
		await record(tx, system, { action: 'evidence.refuse', profileId, subject, details });
	});
	await clearUp({ ...row, scan: 'refused' });
}

/** Of a refused file nothing is kept; of a picture only the clean copy is (rules.md, "Files"). */
async function clearUp(row: EvidenceRow): Promise<void> {
	if (row.scan === 'refused') await removeAllParts(row);
	else if (row.mediaType !== 'application/pdf') await removePart(row, 'original');
}

async function takeUpWaiting(): Promise<void> {
	const since = new Date(now().getTime() - WAITS_TOO_LONG_MS);
	for (const id of await waitingEvidence(db(), since, TAKEN_UP_AT_ONCE)) await processEvidence(id);
}
