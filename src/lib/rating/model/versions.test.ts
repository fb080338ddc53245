import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	MODEL_MOVES,
	MODEL_STATES,
	mayMove,
	movesFrom,
	nextVersion,
	stageOf,
	standingsAt,
	versionInForceAt,
	type ModelMove,
	type ModelMoveName,
} from './versions.ts';

const DAY_MS = 86_400_000;
const day = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * DAY_MS);
const INSTALLED: ModelMove = {
	version: 'shm-v1',
	number: 1,
	to: 'in_force',
	madeAt: day(0),
	effectiveFrom: new Date(0),
};
const NAMES = Object.keys(MODEL_MOVES) as ModelMoveName[];
const VERSIONS = ['shm-v2', 'shm-v3', 'shm-v4'];

/** A step that somebody tries, so many days after the one before; coming into force may lie ahead. */
const attempt = fc.record({
	version: fc.constantFrom(...VERSIONS),
	move: fc.constantFrom(...NAMES),
	after: fc.integer({ min: 0, max: 5 }),
	ahead: fc.constantFrom(0, 0, 3, 10),
});

/** Plays attempts by the rules: drafts begin by themselves, what may not be done is not. */
function play(attempts: readonly { version: string; move: ModelMoveName; after: number; ahead: number }[]) {
	const moves: ModelMove[] = [INSTALLED];
	let present = 1;
	for (const { version, move, after, ahead } of attempts) {
		present += after;
		const at = day(present);
		const number = moves.filter((step) => step.version === version).length + 1;
		if (number === 1) {
			moves.push({ version, number, to: 'draft', madeAt: at, effectiveFrom: at });
			continue;
		}
		const standing = standingsAt(moves, at).get(version)!;
		if (!mayMove(move, stageOf(standing))) continue;
		const effectiveFrom = move === 'enforce' ? day(present + ahead) : at;
		moves.push({ version, number, to: MODEL_MOVES[move].to, madeAt: at, effectiveFrom });
	}
	return { moves, end: present + 20 };
}

describe('versions of a weighting model', () => {
	it('are one in force at every instant, whatever people do by the rules', () => {
		fc.assert(
			fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
				const { moves, end } = play(attempts);
				for (let at = 0; at <= end; at += 1) {
					const known = moves.filter(({ madeAt }) => madeAt <= day(at));
					const standings = [...standingsAt(known, day(at))];
					const inForce = standings.filter(([, { state }]) => state === 'in_force');
					expect(inForce.map(([version]) => version)).toEqual([versionInForceAt(known, day(at))]);
				}
			}),
		);
	});

	it('never rewrite which one was in force on a day that is past', () => {
		fc.assert(
			fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
				const { moves, end } = play(attempts);
				for (let at = 0; at <= end; at += 1) {
					const known = moves.filter(({ madeAt }) => madeAt <= day(at));
					expect(versionInForceAt(moves, day(at))).toBe(versionInForceAt(known, day(at)));
				}
			}),
		);
	});

	it('never come back once they are retired, nor open again once they are approved', () => {
		fc.assert(
			fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
				const { moves, end } = play(attempts);
				for (const version of ['shm-v1', ...VERSIONS]) {
					let reached = -1;
					for (let at = 0; at <= end; at += 1) {
						const known = moves.filter(({ madeAt }) => madeAt <= day(at));
						const state = standingsAt(known, day(at)).get(version)?.state;
						const place = state ? MODEL_STATES.indexOf(state) : -1;
						const closed = reached >= MODEL_STATES.indexOf('approved');
						if (closed) expect(place).toBeGreaterThanOrEqual(reached);
						reached = place;
					}
				}
			}),
		);
	});

	it('end in force only when another takes their place, and say which', () => {
		const moves: ModelMove[] = [
			INSTALLED,
			{ version: 'shm-v2', number: 1, to: 'draft', madeAt: day(1), effectiveFrom: day(1) },
			{ version: 'shm-v2', number: 2, to: 'approved', madeAt: day(2), effectiveFrom: day(2) },
			{ version: 'shm-v2', number: 3, to: 'in_force', madeAt: day(3), effectiveFrom: day(9) },
		];
		expect(standingsAt(moves, day(5)).get('shm-v1')).toMatchObject({ state: 'in_force' });
		const waiting = standingsAt(moves, day(5)).get('shm-v2')!;
		expect(waiting).toMatchObject({ state: 'approved', since: day(2), scheduledFrom: day(9) });
		expect(stageOf(waiting)).toBe('scheduled');
		const past = standingsAt(moves, day(9));
		expect(past.get('shm-v1')).toEqual({
			state: 'retired',
			since: day(9),
			scheduledFrom: null,
			replacedBy: 'shm-v2',
		});
		expect(past.get('shm-v2')).toMatchObject({ state: 'in_force', since: day(9) });
		expect(movesFrom('in_force')).toEqual([]);
	});

	it('are called off before their day, and the one before goes on', () => {
		const moves: ModelMove[] = [
			INSTALLED,
			{ version: 'shm-v2', number: 1, to: 'approved', madeAt: day(2), effectiveFrom: day(2) },
			{ version: 'shm-v2', number: 2, to: 'in_force', madeAt: day(3), effectiveFrom: day(9) },
			{ version: 'shm-v2', number: 3, to: 'approved', madeAt: day(4), effectiveFrom: day(4) },
		];
		expect(versionInForceAt(moves, day(10))).toBe('shm-v1');
		expect(standingsAt(moves, day(10)).get('shm-v2')).toMatchObject({
			state: 'approved',
			scheduledFrom: null,
		});
	});

	it.each([
		['shm-v1', ['shm-v1'], 'shm-v2'],
		['shm-v1', ['shm-v1', 'shm-v2', 'shm-v10'], 'shm-v11'],
		['shm-v2', ['shm-v1', 'otro-v7'], 'shm-v3'],
		['ponderacion', ['ponderacion'], 'ponderacion2'],
		['2026', ['2026', 'v3'], '2027'],
	])('after %s among %j comes %s', (after, taken, next) => {
		expect(nextVersion(after, taken)).toBe(next);
	});
});
