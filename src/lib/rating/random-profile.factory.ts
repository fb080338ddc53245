import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { COMPETENCIES, SHM_V1 } from '#lib/rating/rating.factory.ts';

type Draw = () => number;

/** Numbers from 0 to 1 that follow from a seed (mulberry32); a hundred thousand profiles cost less than a second. */
function drawFrom(seed: number): Draw {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const upTo = (draw: Draw, least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
const oneOf = <Value>(draw: Draw, values: readonly Value[]): Value =>
	values[upTo(draw, 0, values.length - 1)]!;
const digits = (value: number) => String(value).padStart(2, '0');

const GONE = [undefined, null, ''];
const POSTS = [...SHM_V1.experience.responsibility.levels.map(({ level }) => level), 'BOSS'];
const STUDIES = [...SHM_V1.academic.levels.map(({ level }) => level), 'DIPLOMADO'];
const STANDARDS = [...Object.keys(COMPETENCIES), 'EC9999', 'constructor'];

/** A value that is missing once in fifteen times. */
const usually = <Value>(draw: Draw, values: readonly Value[]) =>
	draw() < 1 / 15 ? oneOf(draw, GONE) : oneOf(draw, values);

/** 'YYYY-MM', or 'YYYY-MM-DD' as often; impossible or missing now and then. */
function someDate(draw: Draw, firstYear: number, lastYear: number): unknown {
	const chance = draw();
	if (chance < 0.03) return oneOf(draw, ['2020-13', '2025-02-29', '2024-00', 'ayer', 2020, ...GONE]);
	const month = `${upTo(draw, firstYear, lastYear)}-${digits(upTo(draw, 1, 12))}`;
	return chance < 0.5 ? month : `${month}-${digits(upTo(draw, 1, 28))}`;
}

const DATA: Record<AcceptedClaim['kind'], (draw: Draw) => Record<string, unknown>> = {
	experience: (draw) => ({
		area: usually(draw, ['TES', 'ING', 'CAT', 'OBR', 'OTHER', 'OTHER']),
		level: usually(draw, POSTS),
		from: someDate(draw, 1985, 2027),
		to: draw() < 0.25 ? null : someDate(draw, 1990, 2028),
	}),
	education: (draw) => ({
		level: usually(draw, STUDIES),
		field: usually(draw, ['LEGAL', 'ECON', 'ACCT_ADMIN', 'ENG_CADASTRE', 'OTHER']),
		programme: usually(draw, ['Derecho', 'DERECHO ', 'Economía', 'Geomática']),
		licenceNumber: usually(draw, ['1234567', '7654321', undefined]),
	}),
	certification: (draw) => ({
		standard: usually(draw, STANDARDS),
		issuedOn: someDate(draw, 2016, 2027),
		validUntil: draw() < 0.4 ? oneOf(draw, GONE) : someDate(draw, 2020, 2032),
	}),
	training: (draw) => ({
		type: usually(draw, ['COURSE', 'DIPLOMA', 'CONFERENCE', 'INSTRUCTOR', 'TALK']),
		theme: usually(draw, ['FINANCE', 'FINANCE', 'HUMAN_DEVELOPMENT', 'HUMAN_DEVELOPMENT', 'OTHER']),
		hours: draw() < 0.2 ? oneOf(draw, [0, -8, 1.5, NaN, Infinity, '20', undefined]) : upTo(draw, 1, 120),
		to: someDate(draw, 2022, 2026),
	}),
};
const KINDS = Object.keys(DATA) as AcceptedClaim['kind'][];

/** A profile of 1 to 12 claims, complete or not, plausible or not, always the same for the same number. */
export function randomProfile(seed: number): AcceptedClaim[] {
	const draw = drawFrom(seed);
	return Array.from({ length: upTo(draw, 1, 12) }, (_, at) => {
		const kind = oneOf(draw, KINDS);
		return { id: `${Math.floor(draw() * 2 ** 32).toString(16)}-${at}`, kind, data: DATA[kind](draw) };
	});
}
