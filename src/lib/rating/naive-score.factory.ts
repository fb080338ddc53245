import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { COMPETENCIES, RATING_DATE } from '#lib/rating/rating.factory.ts';

type Data = Record<string, unknown>;

const knownDays = new Map<unknown, boolean>();

/** A date of the sample data, by the calendar of the runtime and not by ours; each is looked at once. */
function isDay(value: unknown): value is string {
	const known = knownDays.get(value) ?? isInCalendar(value);
	knownDays.set(value, known);
	return known;
}

function isInCalendar(value: unknown): boolean {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return false;
	const [month, day] = [Number(value.slice(5, 7)) - 1, Number(value.slice(8, 10) || '1')];
	const found = new Date(Date.UTC(Number(value.slice(0, 4)), month, day));
	return found.getUTCMonth() === month && found.getUTCDate() === day;
}

/** Months since January 1970 of a day or a month; `end` where there is none because a post is still held. */
const since1970 = (value: unknown, end: number) =>
	value === null
		? end
		: (Number(String(value).slice(0, 4)) - 1970) * 12 + Number(String(value).slice(5, 7)) - 1;

const NOTHING = 0;
const OTHER_WORK = 1;
const FINANCE = 2;
const LEVELS = ['OPERATIVE', 'ANALYST', 'DEPARTMENT_HEAD', 'COORDINATION', 'HEAD'];
const LEVEL_POINTS = [200, 300, 400, 600, 800];

/** A calendar with one mark a month, the best that was held in it, instead of the spans of the engine. */
function monthMarks(posts: Data[], ratingMonth: string): Uint8Array {
	const last = since1970(ratingMonth, 0);
	const marks = new Uint8Array(last + 1);
	for (const { area, level, from, to } of posts) {
		const mark = area === 'OTHER' ? OTHER_WORK : FINANCE + 1 + LEVELS.indexOf(String(level));
		const end = Math.min(last, since1970(to, last));
		for (let month = since1970(from, last); month <= end; month += 1) {
			marks[month] = Math.max(marks[month]!, mark);
		}
	}
	return marks;
}

function naiveExperience(data: Data[], ratingMonth: string) {
	const posts = data.filter(({ area, from, to }) => {
		if (typeof area !== 'string' || area === '' || !isDay(from)) return false;
		return to === null || (isDay(to) && to.slice(0, 7) >= from.slice(0, 7));
	});
	const marks = monthMarks(posts, ratingMonth);
	const monthsAt = new Array<number>(FINANCE + 1 + LEVELS.length).fill(0);
	for (let month = 0; month < marks.length; month += 1) monthsAt[marks[month]!]! += 1;
	const monthsFrom = monthsAt.slice();
	for (let mark = monthsFrom.length - 2; mark > NOTHING; mark -= 1)
		monthsFrom[mark]! += monthsFrom[mark + 1]!;
	const financeMonths = Math.min(96, monthsFrom[FINANCE]!);
	const allMonths = monthsFrom[OTHER_WORK]!;
	let e3 = 0;
	for (const [rank, points] of LEVEL_POINTS.entries()) if (monthsFrom[FINANCE + 1 + rank]! >= 6) e3 = points;
	const begun = posts.filter(({ from }) => String(from).slice(0, 7) <= ratingMonth);
	return {
		E1: financeMonths * 25,
		E2: Math.min(80, allMonths - financeMonths) * 10,
		E3: e3,
		cadastre: begun.some(({ area }) => area === 'CAT' || area === 'OBR'),
	};
}

function naiveAcademic(data: Data[], cadastre: boolean) {
	const table: Record<string, number> = {
		PRIMARIA: 200,
		SECUNDARIA: 400,
		MEDIA_SUPERIOR: 800,
		TSU: 1200,
		LICENCIATURA_SIN_TITULO: 1400,
		LICENCIATURA: 1800,
		ESPECIALIDAD: 2000,
		MAESTRIA: 2200,
		DOCTORADO: 2400,
	};
	const known = data.filter(({ level }) => String(level) in table);
	const related = known
		.filter(
			({ field }) =>
				/^(LEGAL|ECON|ACCT_ADMIN)$/.test(String(field)) || (field === 'ENG_CADASTRE' && cadastre),
		)
		.map(({ level }) => table[String(level)]!);
	const degrees = known.filter(({ level }) => table[String(level)]! >= 1800);
	const programmeOf = ({ level, programme }: Data) =>
		`${level}/${String(programme ?? '')
			.trim()
			.toLowerCase()}`;
	const programmes = new Set(degrees.map(programmeOf));
	const licences = new Set(degrees.map((degree) => degree['licenceNumber'] || programmeOf(degree)));
	const best = Math.max(0, ...related);
	return {
		A1: Math.max(0, ...known.map(({ level }) => table[String(level)]!)),
		A2: best >= 1400 ? 400 : best >= 800 ? 200 : 0,
		A3: programmes.size > 1 && licences.size > 1 ? 200 : 0,
	};
}

/** A day as the number YYYYMMDD; a month as a number after its last day. */
const endNumber = (value: string) => Number(value.replaceAll('-', '').padEnd(8, '9'));

function naiveCertification(data: Data[], ratingDate: string) {
	const today = Number(ratingDate.replaceAll('-', ''));
	const inForce = data.filter(({ standard, validUntil, issuedOn }) => {
		if (!Object.keys(COMPETENCIES).includes(String(standard))) return false;
		if (isDay(issuedOn) && issuedOn > ratingDate) return false;
		if (validUntil !== undefined && validUntil !== null && validUntil !== '')
			return isDay(validUntil) && endNumber(validUntil) >= today;
		const years = COMPETENCIES[String(standard)]!.validityYears;
		return years === null || (isDay(issuedOn) && endNumber(issuedOn) + years * 10_000 >= today);
	});
	const standards = [...new Set(inForce.map(({ standard }) => String(standard)))];
	const finance = standards.filter((standard) => standard.startsWith('NICL')).length;
	return {
		C1: [0, 1200, 1600, 2000][finance]!,
		C2: Math.min(800, 400 * (standards.length - finance)),
	};
}

function naiveTraining(data: Data[]) {
	const recent = data.filter(
		({ to }) => isDay(to) && to.slice(0, 7) >= '2023-07' && to.slice(0, 7) <= '2026-06',
	);
	const of = (types: string[], theme: string | null) =>
		recent.filter(
			(item) => types.includes(String(item['type'])) && (theme === null || item['theme'] === theme),
		);
	const hours = of(['COURSE', 'DIPLOMA'], 'FINANCE').map((item) => {
		const told = item['hours'];
		return typeof told === 'number' && told >= 1 && told < Infinity ? Math.min(40, Math.floor(told)) : 0;
	});
	return {
		T1: Math.min(600, 5 * hours.reduce((total, each) => total + each, 0)),
		T2: Math.min(300, 50 * of(['CONFERENCE'], 'HUMAN_DEVELOPMENT').length),
		T3: Math.min(100, 50 * of(['INSTRUCTOR'], null).length),
	};
}

/** Model v1 written a second time from its description, for the rating date of the worked cases. */
export function naiveScore(claims: AcceptedClaim[]) {
	const dataOf = (kind: AcceptedClaim['kind']) =>
		claims.filter((claim) => claim.kind === kind).map((claim) => claim.data as Data);
	const { cadastre, ...experience } = naiveExperience(dataOf('experience'), '2026-06');
	const academic = naiveAcademic(dataOf('education'), cadastre);
	const certification = naiveCertification(dataOf('certification'), RATING_DATE);
	const training = naiveTraining(dataOf('training'));
	const add = (parts: object) =>
		Object.values(parts).reduce((total: number, part: number) => total + part, 0);
	const [exp, aca] = [add(experience), add(academic)];
	const points = exp + aca + Math.min(2000, add(certification)) + add(training);
	const stars = exp + aca > 0 ? 10 + Math.floor((40 * points + 5000) / 10_000) : null;
	return { points, stars, criteria: { ...experience, ...academic, ...certification, ...training } };
}
