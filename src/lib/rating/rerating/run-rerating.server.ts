import type { SQL } from 'drizzle-orm';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { localDate } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { courtesy } from '#lib/platform/courtesy.server.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import { lowerAnnounced } from '../lowering/lower-announced.server.ts';
import { dueProfiles } from '../lowering/store.server.ts';
import { competencyFacts } from '../competency-facts.server.ts';
import type { WeightingModel } from '../model/model.ts';
import { holdOffRatings } from '../rating-turns.server.ts';
import { NOBODY, ratedAfter, type RatedPerson } from '../rated-people.server.ts';
import { scoreProfile } from '../score.ts';
import { getCurrentModel } from '../model/weighting-models.server.ts';
import { newRatingOf } from './new-rating.ts';
import { reratedIn, withChange, type RerateTally } from './rerating.ts';
import {
	insertRerated,
	lockRerating,
	updateRerating,
	type NewRating,
	type ReratingRow,
} from './store.server.ts';

/** People of one transaction, if nobody asks for another number. */
export const BATCH = 1000;
/** People read at once: the database reads and writes some while others are computed. */
const SLICE = 50;
/** People computed before other work of the process has its turn. */
const IN_A_ROW = 25;
const LONGEST_SECONDS = 3600;

/** Carries out a rerating in a worker; after a kill another one goes on where the last batch ended. */
export const rerateJob = defineJob<{ reratingId: string }>({
	name: 'rerate',
	run: ({ reratingId }) => runRerating(reratingId),
	expireInSeconds: LONGEST_SECONDS,
	slow: true,
});

/**
 * Carries out what is left of a rerating. Several processes may do so at once: they take the batches in turn.
 * @param onProgress is told after each batch how many people are done
 */
export async function runRerating(
	id: string,
	{ size = BATCH, onProgress = (_done: number): void => undefined } = {},
): Promise<void> {
	const giveWay = courtesy();
	for (;;) {
		const { goesOn, done } = await rerateBatch(id, size, giveWay);
		if (!goesOn) return;
		onProgress(done);
	}
}

/** One batch, in one transaction with its progress and its entry. */
function rerateBatch(
	id: string,
	size: number,
	giveWay: () => Promise<void>,
): Promise<{ goesOn: boolean; done: number }> {
	return inTransaction(async (tx) => {
		const run = await lockRerating(tx, id);
		if (!run || run.finishedAt) return { goesOn: false, done: run?.done ?? 0 };
		await holdOffRatings(tx);
		const model = await getCurrentModel(tx);
		const superseded = run.kind === 'model' && model.version !== run.modelVersion;
		if (superseded) return { goesOn: false, done: await end(tx, run, model.version) };
		const { done, ...progress } = await renew(tx, run, planOf(tx, run, model, giveWay), size);
		if (done === run.done) return { goesOn: false, done: await end(tx, run, null) };
		await updateRerating(tx, id, { done, ...progress });
		await record(tx, actorOf(run), {
			action: 'rating.rerate-batch',
			subject: id,
			details: { model: run.modelVersion, people: reratedIn(progress.tally) - reratedIn(run.tally), done },
		});
		return { goesOn: true, done };
	});
}

/** Whom a rerating is about, and how it rates them; those who are not due get nothing. */
type Plan = {
	among?: SQL;
	rate: (people: readonly RatedPerson[]) => Promise<NewRating[]>;
	/** between two steps, so that people who ask for pages meanwhile get them */
	giveWay: () => Promise<void>;
};

function planOf(
	tx: Transaction,
	run: ReratingRow,
	model: WeightingModel,
	giveWay: () => Promise<void>,
): Plan {
	if (run.kind === 'model') return { rate: (people) => rateByModel(people, model, giveWay), giveWay };
	const day = localDate(run.decidedAt, institution().settings.timeZone);
	return { among: dueProfiles(tx, day), rate: (people) => lowerAnnounced(tx, people, day), giveWay };
}

type Progress = { done: number; lastProfileId: string | null; tally: RerateTally; movedAt: Date };

/**
 * Rates the next `size` people again. While some are computed, the next are read and those before are written.
 * @returns how far the rerating is then
 */
async function renew(
	tx: Transaction,
	run: ReratingRow,
	{ among, rate, giveWay }: Plan,
	size: number,
): Promise<Progress> {
	const movedAt = now();
	const progress: Progress = {
		done: run.done,
		lastProfileId: run.lastProfileId,
		tally: { ...run.tally },
		movedAt,
	};
	const { timeZone } = institution().settings;
	const read = (after: string | null): Promise<RatedPerson[]> => {
		const limit = Math.min(SLICE, run.done + size - progress.done);
		if (limit === 0) return Promise.resolve([]);
		const people = ratedAfter(tx, after ?? NOBODY, limit, { as: 'now', proofs: true, timeZone, among });
		people.catch(() => undefined);
		return people;
	};
	let writing = Promise.resolve();
	let next = read(run.lastProfileId);
	for (let people = await next; people.length > 0; people = await next) {
		progress.lastProfileId = people.at(-1)!.profileId;
		progress.done += people.length;
		await giveWay();
		next = read(progress.lastProfileId);
		const renewed = await rateAgain(run, people, rate, progress.tally);
		await writing;
		await giveWay();
		writing = write(tx, run, renewed, movedAt);
		writing.catch(() => undefined);
	}
	await writing;
	return progress;
}

/** Somebody and the rating that takes the place of theirs. */
type Renewed = { before: RatedPerson; after: NewRating };

/** Computes the ratings of those who are due, and counts everybody into the tally. */
async function rateAgain(
	run: ReratingRow,
	people: readonly RatedPerson[],
	rate: Plan['rate'],
	tally: RerateTally,
): Promise<Renewed[]> {
	const own = people.filter(({ profileId }) => profileId === run.decidedByProfileId);
	const ratings = await rate(people.filter((each) => !own.includes(each)));
	const held = new Map(people.map((each) => [each.ratingId, each]));
	const renewed = ratings.map((after) => ({ before: held.get(after.previousId)!, after }));
	const counted = renewed.reduce((sum, { before, after }) => withChange(sum, before, after), tally);
	const passed = tally.passed + people.length - renewed.length - own.length;
	Object.assign(tally, counted, { passed, own: tally.own + own.length });
	return renewed;
}

async function write(
	tx: Transaction,
	run: ReratingRow,
	renewed: readonly Renewed[],
	at: Date,
): Promise<void> {
	const ratings = renewed.map(({ after }) => after);
	await insertRerated(tx, run, ratings, at);
	const changes = renewed
		.map(({ before, after }) => ({ profileId: after.profileId, before: before.stars, after: after.stars }))
		.filter(({ before, after }) => before !== after);
	await emit(tx, 'people-rerated', { changes });
}

/** By the model in force, as of the day of the rating before: only the model differs. */
async function rateByModel(
	people: readonly RatedPerson[],
	model: WeightingModel,
	giveWay: () => Promise<void>,
): Promise<NewRating[]> {
	const competencies = competencyFacts();
	const ratings: NewRating[] = [];
	for (const person of people.filter((each) => each.model !== model.version)) {
		const { claims, identityAttested, scoredOn } = person;
		const score = scoreProfile({ claims, identityAttested, competencies }, model, scoredOn);
		ratings.push(newRatingOf(person, score, { scoredOn, model: model.version }));
		if (ratings.length % IN_A_ROW === 0) await giveWay();
	}
	return ratings;
}

/** @returns how many people were done in all */
async function end(tx: Transaction, run: ReratingRow, endedBy: string | null): Promise<number> {
	const finishedAt = now();
	const { id, done, tally } = run;
	await updateRerating(tx, id, {
		finishedAt,
		movedAt: finishedAt,
		endedBy,
		...(!endedBy && { total: done }),
	});
	await record(tx, actorOf(run), {
		action: 'rating.end-rerating',
		subject: id,
		details: { model: run.modelVersion, done, tally, endedBy },
	});
	await emit(tx, 'rerating-ended', { reratingId: id });
	return done;
}

/** A worker carries out what an administrator decided. */
function actorOf({ decidedById }: ReratingRow): Actor {
	return { accountId: decidedById, role: 'admin', channel: 'system' };
}
