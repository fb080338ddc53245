import { authorize, type Principal } from '#lib/access/access.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { countRated, countRatedByOthers } from '../rated-people.server.ts';
import { readTrial, type ReadTrial } from '../trial/read-trial.server.ts';
import { getCurrentModel, getModel } from '../model/weighting-models.server.ts';
import type { RerateTally, ReratingKind } from './rerating.ts';
import { findRerating, findRunning, listReratings, type ReratingRow } from './store.server.ts';

/** Batches take parts of a second: one that has not moved for so long was cut short, and nobody took it up. */
const STALLED_MS = 60_000;

/** A rerating as administrators see it. */
export type ReadRerating = {
	id: string;
	kind: ReratingKind;
	model: string;
	modelTitle: string;
	reason: string;
	decidedBy: string;
	decidedAt: Date;
	total: number;
	done: number;
	tally: RerateTally;
	finishedAt: Date | null;
	/** it should go on and does not */
	stalled: boolean;
	/** the version that came into force meanwhile and ended it early */
	endedBy: string | null;
};

/** What is to be known before deciding: the model in force, what its last trial said, whom it concerns, and what was decided before. */
export type ReratingDecision = {
	model: { version: string; title: string };
	rated: number;
	/** those of them whose rating cites another model: they would get a new one */
	concerned: number;
	trial: ReadTrial | null;
	/** id of the one that goes on */
	running: string | null;
	/** the newest first */
	former: ReadRerating[];
};

/** What an administrator reads before deciding to rate everybody again. */
export async function readReratingDecision(principal: Principal | null): Promise<ReratingDecision> {
	authorize(principal, 'rating.rerate');
	const { version, title } = await getCurrentModel(db());
	const [{ trial }, running, rated, concerned, rows] = await Promise.all([
		readTrial(principal, version),
		findRunning(db()),
		countRated(db()),
		countRatedByOthers(db(), version),
		listReratings(db()),
	]);
	const former = await Promise.all(rows.map(asRead));
	return { model: { version, title }, rated, concerned, trial, running: running?.id ?? null, former };
}

/** One rerating: how far it is, or what it came to. @throws Refusal not_found */
export async function readRerating(principal: Principal | null, id: string): Promise<ReadRerating> {
	authorize(principal, 'rating.rerate');
	const run = isId(id) ? await findRerating(db(), id) : undefined;
	if (!run) throw notFound('No hay una reponderación con esa dirección. Búsquela en la lista.');
	return asRead(run);
}

/** The rerating that goes on, if there is one. */
export async function readRunning(principal: Principal | null): Promise<ReadRerating | undefined> {
	authorize(principal, 'rating.rerate');
	const run = await findRunning(db());
	return run && asRead(run);
}

async function asRead(run: ReratingRow): Promise<ReadRerating> {
	const {
		id,
		kind,
		modelVersion,
		reason,
		decidedByName,
		decidedAt,
		total,
		done,
		tally,
		finishedAt,
		endedBy,
	} = run;
	return {
		...{ id, kind, reason, decidedAt, total, done, tally, finishedAt, endedBy },
		model: modelVersion,
		modelTitle: (await getModel(db(), modelVersion)).title,
		decidedBy: decidedByName,
		stalled: !finishedAt && now().getTime() - run.movedAt.getTime() > STALLED_MS,
	};
}
