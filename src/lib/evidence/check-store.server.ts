import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { files } from '#lib/platform/files.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { checkParts, type PartProblem } from './check-parts.server.ts';
import { extraFiles } from './extra-files.server.ts';
import { countStored, storedRows, type StoredRow } from './store.server.ts';
import type { FilePart } from './stored-files.server.ts';

/** How to check: `removeExtra` also removes the files that nobody needs. */
export const storeCheck = z.object({ removeExtra: z.boolean().default(false) });

/** How many there are, and the first of them: a list without end would not fit in memory. */
export type Found<Item> = { count: number; listed: Item[] };

/** A file that is not as its row says. */
export type WrongFile = { evidenceId: string; profileId: string; problem: PartProblem; parts: FilePart[] };

/** What a check of the file store found. */
export type StoreReport = {
	/** files of people that were looked at */
	files: number;
	missing: Found<WrongFile>;
	damaged: Found<WrongFile>;
	/** keys of the store that no row needs */
	extra: Found<string>;
	/** how many of those were removed */
	removed: number;
};

/** Told from time to time: how many files were looked at, of how many. */
export type OnProgress = (done: number, total: number) => void;

/** What is younger may belong to an upload or a check under way. */
export const GRACE_MS = 3600_000;

const BATCH = 200;
const MOST_LISTED = 1000;

/**
 * Compares the file store with the rows of evidence, both ways, and decrypts every part: what is missing, damaged or
 * extra. Reads in batches, so that memory does not grow with the store. Only the console of the server may.
 */
export async function checkStore(
	by: Authority,
	input: unknown = {},
	onProgress: OnProgress = () => {},
): Promise<StoreReport> {
	const actor = authorizeStaffWork(by, 'evidence.check-store');
	const { removeExtra } = parse(storeCheck, input);
	const report: StoreReport = { files: 0, missing: none(), damaged: none(), extra: none(), removed: 0 };
	await checkRows(report, onProgress);
	await lookForExtra(report, removeExtra);
	const { missing, damaged, extra, removed } = report;
	const counts = { missing: missing.count, damaged: damaged.count, extra: extra.count, removed };
	await record(db(), actor, { action: 'evidence.check-store', details: { files: report.files, ...counts } });
	return report;
}

/** Whether nothing is wrong, or not any more. */
export function isWhole({ missing, damaged, extra, removed }: StoreReport): boolean {
	return missing.count + damaged.count + extra.count === removed;
}

async function checkRows(report: StoreReport, onProgress: OnProgress): Promise<void> {
	const total = await countStored(db());
	for (let last: string | undefined; ;) {
		const batch = await storedRows(db(), last, BATCH);
		const queue = batch.values();
		const inTurn = async () => {
			for (const row of queue) {
				await checkRow(row, report);
				onProgress(++report.files, total);
			}
		};
		await Promise.all(Array.from({ length: availableParallelism() }, inTurn));
		last = batch.at(-1)?.id;
		if (batch.length < BATCH) return;
	}
}

async function checkRow(row: StoredRow, report: StoreReport): Promise<void> {
	for (const { problem, parts } of await checkParts(row)) {
		const wrong = { evidenceId: row.id, profileId: row.profileId, problem, parts };
		add(problem === 'missing' ? report.missing : report.damaged, wrong);
	}
}

async function lookForExtra(report: StoreReport, removeExtra: boolean): Promise<void> {
	const before = new Date(now().getTime() - GRACE_MS);
	for await (const key of extraFiles(before)) {
		add(report.extra, key);
		if (!removeExtra) continue;
		await files().remove(key);
		report.removed++;
	}
}

function none<Item>(): Found<Item> {
	return { count: 0, listed: [] };
}

function add<Item>(found: Found<Item>, item: Item): void {
	if (++found.count <= MOST_LISTED) found.listed.push(item);
}
