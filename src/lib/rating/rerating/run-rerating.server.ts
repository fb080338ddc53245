import { setImmediate as breathe } from 'node:timers/promises';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { defineJob } from '#lib/platform/jobs.server.ts';
import { competencyFacts } from '../competency-facts.server.ts';
import type { WeightingModel } from '../model.ts';
import { holdOffRatings } from '../rating-turns.server.ts';
import { NOBODY, ratedAfter, type RatedPerson } from '../rated-people.server.ts';
import { proveElements } from '../rating.ts';
import { scoreProfile } from '../score.ts';
import { getCurrentModel } from '../weighting-models.server.ts';
import { withChange, type RerateTally } from './rerating.ts';
import {
	insertRerated,
	lockRerating,
	updateRerating,
	type NewRating,
	type ReratingRow,
} from './store.server.ts';

/** People of one transaction, if nobody asks for another number. */
export const BATCH = 500;
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
	for (let state = await rerateBatch(id, size); state.goesOn; state = await rerateBatch(id, size)) {
		onProgress(state.done);
		await breathe();
	}
}

/** One batch, in one transaction with its progress and its entry. */
function rerateBatch(id: string, size: number): Promise<{ goesOn: boolean; done: number }> {
	return inTransaction(async (tx) => {
		const run = await lockRerating(tx, id);
		if (!run || run.finishedAt) return { goesOn: false, done: run?.done ?? 0 };
		await holdOffRatings(tx);
		const model = await getCurrentModel(tx);
		const other = model.version === run.modelVersion ? null : model.version;
		const people = other ? [] : await readPeople(tx, run, size);
		const last = people.at(-1);
		if (!last) return { goesOn: false, done: await end(tx, run, other) };
		const done = run.done + people.length;
		await renew(tx, run, { people, model, values: { done, lastProfileId: last.profileId } });
		return { goesOn: true, done };
	});
}

function readPeople(tx: Transaction, { lastProfileId }: ReratingRow, size: number): Promise<RatedPerson[]> {
	const { timeZone } = institution().settings;
	return ratedAfter(tx, lastProfileId ?? NOBODY, size, { as: 'now', proofs: true, timeZone });
}

type Batch = {
	people: RatedPerson[];
	model: WeightingModel;
	/** how far the rerating is after it */
	values: { done: number; lastProfileId: string };
};

async function renew(tx: Transaction, run: ReratingRow, { people, model, values }: Batch): Promise<void> {
	const issuedAt = now();
	const own = people.filter(({ profileId }) => profileId === run.decidedByProfileId);
	const due = people.filter((each) => each.model !== model.version && !own.includes(each));
	const ratings = await rateAll(due, model);
	await insertRerated(tx, run, ratings, issuedAt);
	const tally = tallyOf(run.tally, due, ratings);
	tally.own += own.length;
	tally.passed += people.length - due.length - own.length;
	await updateRerating(tx, run.id, { ...values, tally, movedAt: issuedAt });
	await record(tx, actorOf(run), {
		action: 'rating.rerate-batch',
		subject: run.id,
		details: {
			model: model.version,
			people: ratings.length,
			from: people[0]!.profileId,
			to: values.lastProfileId,
		},
	});
	const changes = due.map(({ profileId, stars }, index) => ({
		profileId,
		before: stars,
		after: ratings[index]!.stars,
	}));
	await emit(tx, 'people-rerated', { changes: changes.filter(({ before, after }) => before !== after) });
}

async function rateAll(people: readonly RatedPerson[], model: WeightingModel): Promise<NewRating[]> {
	const competencies = competencyFacts();
	const ratings: NewRating[] = [];
	for (const person of people) {
		const { claims, identityAttested, scoredOn, profileId, submissionId, ratingId: previousId } = person;
		const { stars, points, elements } = scoreProfile(
			{ claims, identityAttested, competencies },
			model,
			scoredOn,
		);
		const proofs = new Map(claims.map((claim) => [claim.id, claim]));
		ratings.push({
			...{ id: newId(), profileId, submissionId, previousId, stars, points, identityAttested, scoredOn },
			elements: proveElements(elements, proofs),
		});
		if (ratings.length % IN_A_ROW === 0) await breathe();
	}
	return ratings;
}

function tallyOf(
	tally: RerateTally,
	people: readonly RatedPerson[],
	ratings: readonly NewRating[],
): RerateTally {
	return people.reduce((counted, before, index) => withChange(counted, before, ratings[index]!), {
		...tally,
	});
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
