import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { COMPETENCIES, RATING_DATE } from '#lib/rating/rating.factory.ts';

type Data = Record<string, unknown>;

/** Months as texts in a set, counted one by one: slow, and unlike the engine. */
function monthSet(posts: Data[], ratingMonth: string): Set<string> {
	const months = new Set<string>();
	for (const post of posts) {
		const last = post['to'] === null ? ratingMonth : String(post['to']).slice(0, 7);
		for (let at = String(post['from']).slice(0, 7); at <= last && at <= ratingMonth; at = nextMonth(at)) {
			months.add(at);
		}
	}
	return months;
}

function nextMonth(month: string): string {
	if (month.endsWith('-12')) return `${Number(month.slice(0, 4)) + 1}-01`;
	return month.slice(0, 5) + String(Number(month.slice(5)) + 1).padStart(2, '0');
}

/** A date of the sample data, by the calendar of the runtime and not by ours. */
function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return false;
	const whole = value.length === 7 ? `${value}-01` : value;
	const day = new Date(`${whole}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(whole);
}

function naiveExperience(data: Data[], ratingMonth: string) {
	const posts = data.filter(({ area, from, to }) => {
		if (typeof area !== 'string' || area === '' || !isDay(from)) return false;
		return to === null || (isDay(to) && to.slice(0, 7) >= from.slice(0, 7));
	});
	const finance = posts.filter(({ area }) => area !== 'OTHER');
	const financeMonths = Math.min(96, monthSet(finance, ratingMonth).size);
	const allMonths = monthSet(posts, ratingMonth).size;
	const table = { OPERATIVE: 200, ANALYST: 300, DEPARTMENT_HEAD: 400, COORDINATION: 600, HEAD: 800 };
	const levels = Object.keys(table);
	let e3 = 0;
	for (const [level, points] of Object.entries(table)) {
		const above = levels.slice(levels.indexOf(level));
		const held = finance.filter((post) => above.includes(String(post['level'])));
		if (monthSet(held, ratingMonth).size >= 6) e3 = points;
	}
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

function naiveCertification(data: Data[], ratingDate: string) {
	const inForce = data.filter(({ standard, validUntil, issuedOn }) => {
		if (!Object.keys(COMPETENCIES).includes(String(standard))) return false;
		if (isDay(issuedOn) && issuedOn > ratingDate) return false;
		if (validUntil !== undefined && validUntil !== null && validUntil !== '') {
			return isDay(validUntil) && (validUntil.length === 7 ? `${validUntil}-99` : validUntil) >= ratingDate;
		}
		if (COMPETENCIES[String(standard)]!.validityYears === null) return true;
		return (
			isDay(issuedOn) &&
			Number(issuedOn.replaceAll('-', '')) + 50_000 >= Number(ratingDate.replaceAll('-', ''))
		);
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
