import type { Tone } from '#lib/ui/tone.ts';

/** States of a version of the weighting model, in the order in which it may go through them. */
export const MODEL_STATES = ['draft', 'in_consultation', 'approved', 'in_force', 'retired'] as const;
export type ModelState = (typeof MODEL_STATES)[number];

/** States in words, with the tone of their mark. */
export const MODEL_STATE_WORDS: Record<ModelState, { label: string; tone: Tone }> = {
	draft: { label: 'Borrador', tone: 'neutral' },
	in_consultation: { label: 'En consulta', tone: 'info' },
	approved: { label: 'Aprobado', tone: 'info' },
	in_force: { label: 'En vigor', tone: 'success' },
	retired: { label: 'Retirado', tone: 'neutral' },
};

/** Where a version stands for the rules of its moves: `scheduled` is approved with a day on which it comes into force. */
export type ModelStage = ModelState | 'scheduled';

/**
 * Everything that may be done with a version, from where and to which state. What is in force ends only when another
 * version takes its place, so there is always one; what is retired never comes back: a copy of it can.
 */
export const MODEL_MOVES = {
	consult: { from: ['draft'], to: 'in_consultation' },
	reopen: { from: ['in_consultation'], to: 'draft' },
	approve: { from: ['in_consultation'], to: 'approved' },
	enforce: { from: ['approved'], to: 'in_force' },
	call_off: { from: ['scheduled'], to: 'approved' },
	retire: { from: ['draft', 'in_consultation', 'approved'], to: 'retired' },
} as const satisfies Record<string, { from: readonly ModelStage[]; to: ModelState }>;
export type ModelMoveName = keyof typeof MODEL_MOVES;

/** A move as it was written down; those of a version are numbered from 1. */
export type ModelMove = {
	version: string;
	number: number;
	to: ModelState;
	madeAt: Date;
	/** when it takes effect: later than `madeAt` only when a version comes into force on a later day */
	effectiveFrom: Date;
};

/** How a version stands at an instant. */
export type ModelStanding = {
	state: ModelState;
	since: Date;
	/** when it comes into force, while that lies ahead */
	scheduledFrom: Date | null;
	/** the version that took its place in force */
	replacedBy: string | null;
};

/**
 * How each version stands at an instant, from all moves made until then. Of the versions that came into force the last
 * one rates; its predecessor is retired by that, without a move of its own.
 */
export function standingsAt(moves: readonly ModelMove[], at: Date): Map<string, ModelStanding> {
	const byVersion = Map.groupBy(moves, ({ version }) => version);
	const order = inForceInOrder(byVersion, at);
	const standings = new Map<string, ModelStanding>();
	for (const [version, own] of byVersion) {
		const [last, before] = own.toSorted((a, b) => b.number - a.number) as [ModelMove, ModelMove | undefined];
		const place = order.findIndex((move) => move.version === version);
		const next = place < 0 ? undefined : order[place + 1];
		const scheduled = last.to === 'in_force' && last.effectiveFrom > at;
		standings.set(version, {
			state: scheduled ? 'approved' : next ? 'retired' : last.to,
			since: next?.effectiveFrom ?? (scheduled ? (before ?? last).effectiveFrom : last.effectiveFrom),
			scheduledFrom: scheduled ? last.effectiveFrom : null,
			replacedBy: next?.version ?? null,
		});
	}
	return standings;
}

/** The version that rates at an instant; undefined before the first came into force. */
export function versionInForceAt(moves: readonly ModelMove[], at: Date): string | undefined {
	return inForceInOrder(
		Map.groupBy(moves, ({ version }) => version),
		at,
	).at(-1)?.version;
}

/** Those that came into force until an instant, the first first: a version whose last move is another was called off. */
function inForceInOrder(byVersion: ReadonlyMap<string, readonly ModelMove[]>, at: Date): ModelMove[] {
	return [...byVersion.values()]
		.map((own) => own.reduce((last, move) => (move.number > last.number ? move : last)))
		.filter(({ to, effectiveFrom }) => to === 'in_force' && effectiveFrom <= at)
		.toSorted(
			(a, b) =>
				a.effectiveFrom.getTime() - b.effectiveFrom.getTime() ||
				a.madeAt.getTime() - b.madeAt.getTime() ||
				(a.version < b.version ? -1 : 1),
		);
}

/** Where a version stands for the rules of its moves. */
export function stageOf({ state, scheduledFrom }: ModelStanding): ModelStage {
	return scheduledFrom ? 'scheduled' : state;
}

/** What may be done with a version that stands so. */
export function movesFrom(stage: ModelStage): ModelMoveName[] {
	return (Object.keys(MODEL_MOVES) as ModelMoveName[]).filter((name) => mayMove(name, stage));
}

/** Whether a version that stands so may be moved. */
export function mayMove(name: ModelMoveName, stage: ModelStage): boolean {
	const { from }: { from: readonly ModelStage[] } = MODEL_MOVES[name];
	return from.includes(stage);
}

/** The name of the next version after one, free among those that exist: `shm-v1` → `shm-v2`. */
export function nextVersion(after: string, taken: readonly string[]): string {
	const stem = after.replace(/\d+$/, '');
	const used = taken.flatMap((version) => {
		const digits = version.startsWith(stem) ? version.slice(stem.length) : '';
		return /^\d{1,6}$/.test(digits) ? [Number(digits)] : [];
	});
	const own = after === stem ? 1 : Number(after.slice(stem.length)) || 0;
	return `${stem}${Math.max(own, ...used) + 1}`;
}
