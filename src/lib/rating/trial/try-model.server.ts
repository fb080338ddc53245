import { setImmediate as breathe } from 'node:timers/promises';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { catalogue, today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import { findDraft, lockModels } from '../model/store.server.ts';
import { WeightingModel } from '../model/model.ts';
import { knownVersion } from '../model/read-models.server.ts';
import { weightingTrial } from '../tables.server.ts';
import { countRated, NOBODY } from '../rated-people.server.ts';
import { readPeopleToTry, tryOn, type BatchToTry, type TrialSetting } from './trial-people.server.ts';
import { addPerson, emptyTally, type TrialTally } from './trial.ts';

/** People read at a time. */
const BATCH = 1000;
/** People computed in a row; other work of the process goes on between two rows. */
const IN_A_ROW = 100;
/** How often the page can tell how far a trial is. */
const TELL_MS = 500;
/** A trial that has not ended after so long was given up, and another may begin. */
const GIVEN_UP_MS = 600_000;

const job = defineJob<{ trialId: string }>({
	name: 'try-model',
	run: ({ trialId }) => runTrial(trialId),
	slow: true,
});

/**
 * Starts trying a version over everybody who is rated, as it stands now; no rating changes. While a trial of the same form
 * of the version runs, that one goes on.
 * @throws Refusal not_found
 */
export async function tryModel(principal: Principal | null, version: string): Promise<void> {
	const admin = authorize(principal, 'rating.models');
	await inTransaction(async (tx) => {
		await lockModels(tx);
		const { model } = await knownVersion(tx, version);
		const revision = (await findDraft(tx, version))?.revision ?? 0;
		const [running] = await tx
			.select({ id: weightingTrial.id })
			.from(weightingTrial)
			.where(
				and(
					eq(weightingTrial.version, version),
					eq(weightingTrial.revision, revision),
					isNull(weightingTrial.finishedAt),
					gt(weightingTrial.startedAt, new Date(now().getTime() - GIVEN_UP_MS)),
				),
			);
		if (running) return;
		const trial = { id: newId(), version, document: model, revision, total: await countRated(tx), done: 0 };
		const started = { startedById: admin.accountId, startedByName: admin.name, startedAt: now() };
		await tx.insert(weightingTrial).values({ ...trial, ...started });
		await record(tx, actor(admin, 'rating.models'), {
			action: 'rating.try-model',
			subject: version,
			details: { trialId: trial.id, revision, people: trial.total },
		});
		await job.enqueue(tx, { trialId: trial.id });
	});
}

/** Computes a trial from its beginning and keeps the result; one that ended stays as it is. */
async function runTrial(id: string): Promise<void> {
	const [trial] = await db().select().from(weightingTrial).where(eq(weightingTrial.id, id));
	if (!trial || trial.finishedAt) return;
	const setting = {
		model: WeightingModel.parse(trial.document),
		competencies: Object.fromEntries(catalogue('competencies').items.map((item) => [item.key, item])),
		timeZone: institution().settings.timeZone,
		today: today(),
	};
	const keep = (values: Partial<typeof weightingTrial.$inferInsert>) =>
		db().update(weightingTrial).set(values).where(eq(weightingTrial.id, id));
	const result = await tallyEverybody(setting, (done) => keep({ done }));
	await keep({ result, done: result.all.people, total: result.all.people, finishedAt: now() });
}

/**
 * One view of the database from first to last, in which nothing can be written. While some are computed, who the next are is
 * found out and those after them are read.
 */
async function tallyEverybody(
	setting: TrialSetting,
	tell: (done: number) => Promise<unknown>,
): Promise<TrialTally> {
	const tally = emptyTally();
	let toldAt = performance.now();
	await db().transaction(
		async (tx) => {
			let next = readAfter(tx, Promise.resolve({ last: NOBODY }), setting);
			let afterNext = readAfter(tx, next, setting);
			for (let batch = await next; batch; batch = await next) {
				next = afterNext;
				afterNext = readAfter(tx, next, setting);
				for (const [place, person] of (await batch.people).entries()) {
					addPerson(tally, tryOn(person, setting));
					if (place % IN_A_ROW === 0) await breathe();
				}
				if (performance.now() - toldAt < TELL_MS) continue;
				await tell(tally.all.people);
				toldAt = performance.now();
			}
		},
		{ isolationLevel: 'repeatable read', accessMode: 'read only' },
	);
	return tally;
}

/** The batch that follows another, as soon as that one is read. */
function readAfter(
	reader: Reader,
	before: Promise<Pick<BatchToTry, 'last'> | null>,
	setting: TrialSetting,
): Promise<BatchToTry | null> {
	const batch = before.then((read) => read && readPeopleToTry(reader, read.last, BATCH, setting));
	batch.catch(() => undefined);
	return batch;
}

/** The last trial of a version; undefined before the first. */
export async function lastTrial(version: string) {
	const [row] = await db()
		.select()
		.from(weightingTrial)
		.where(eq(weightingTrial.version, version))
		.orderBy(desc(weightingTrial.startedAt), desc(weightingTrial.id))
		.limit(1);
	return row;
}
