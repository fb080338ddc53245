import { authorizeStaffWork, type Authority } from '#lib/accounts/operator.ts';
import { correctInvited, invitePeople } from '#lib/accounts/invite-people.server.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, violates, type Transaction } from '#lib/platform/database.server.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { checkList, type CheckedRow } from './check-list.server.ts';
import { planRows, type PlannedRow } from './plan-rows.server.ts';
import { readList } from './read-list.server.ts';
import { changeImport, getImport, noteOutcomes, openFile } from './store.server.ts';

/** People worked on in one transaction. */
const BATCH = 200;
/** Somebody on the list may register while a batch is worked on: it is planned again so many times. */
const TRIES = 3;

const job = defineJob<{ importId: string }>({
	name: 'import-roster',
	run: ({ importId }) => runImport(importId),
	expireInSeconds: 1800,
});

/**
 * Confirms an import: from now on it is worked on, here by a job, and cannot be taken back. Confirming twice is no fault.
 * @param here the caller works on it itself (a command)
 * @throws Refusal not_allowed, not_found, or conflict `file_gone`
 */
export async function startImport(by: Authority, id: string, { here = false } = {}): Promise<void> {
	const actor = authorizeStaffWork(by, 'roster.import');
	await inTransaction(async (tx) => {
		const { state, file, total } = await getImport(tx, id, { lock: true });
		if (state !== 'waiting') return;
		if (!file) throw fileGone();
		await changeImport(tx, id, { state: 'running' });
		await record(tx, actor, { action: 'roster.import', subject: id, details: { people: total } });
		if (!here) await job.enqueue(tx, { importId: id });
	});
}

/**
 * Works on a confirmed import until it is done, a batch in each transaction: after a crash it goes on where it was.
 * @param tell is told how many people are done
 */
export async function runImport(id: string, tell: (done: number) => void = () => undefined): Promise<void> {
	const { state, file, done } = await getImport(db(), id);
	if (state !== 'running') return;
	if (!file) throw fileGone();
	const rows = checkList(readList(openFile(file)));
	tell(done);
	for (let at = done; at < rows.length;) {
		at = await workOn(id, rows);
		tell(at);
	}
}

async function workOn(id: string, rows: readonly CheckedRow[], tried = 1): Promise<number> {
	try {
		return await inTransaction((tx) => workOnBatch(tx, id, rows));
	} catch (error) {
		if (tried >= TRIES || !violates(error, 'profile_curp_hash')) throw error;
		return workOn(id, rows, tried + 1);
	}
}

/** @returns how many people are done after it */
async function workOnBatch(tx: Transaction, id: string, rows: readonly CheckedRow[]): Promise<number> {
	const { done, actor } = await getImport(tx, id, { lock: true });
	const batch = await planRows(tx, rows.slice(done, done + BATCH));
	const added = batch.filter(({ outcome }) => outcome === 'added');
	const ids = await invitePeople(
		tx,
		actor,
		added.map(({ person }) => person!),
	);
	await correctInvited(tx, actor, batch.flatMap(correctionOf));
	const made = new Map(added.map((row, index) => [row.line, ids[index]!]));
	await noteOutcomes(
		tx,
		batch.map(({ line, outcome, profileId }) => ({
			importId: id,
			line,
			outcome,
			profileId: profileId ?? made.get(line) ?? null,
		})),
	);
	const after = done + batch.length;
	const ended = after >= rows.length;
	await changeImport(tx, id, { done: after, ...(ended && { state: 'done', finishedAt: now() }) });
	return after;
}

function correctionOf({ outcome, profileId, person, otherAddress }: PlannedRow) {
	return outcome === 'corrected' && profileId && person ? [{ profileId, person, otherAddress }] : [];
}

function fileGone() {
	return conflict(
		'file_gone',
		'El archivo de esta lista ya se eliminó, porque pasó su tiempo sin confirmarse. Súbalo otra vez.',
	);
}
