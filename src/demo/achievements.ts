import { ageOn } from '#lib/identifiers/calendar-day.ts';
import type { CareerCatalogues, CareerPlan, DeclaredClaim } from './career-plan.ts';
import {
	CONFERENCES,
	COURSES,
	DIPLOMAS,
	POSTGRADUATE,
	PROGRAMMES,
	SCHOOLS,
	TAUGHT,
	TRAINERS,
} from './career-words.ts';
import { dayAtAge, monthsBefore } from './dates.ts';
import type { Random } from './random.ts';

/** Degrees by rising merit, with the age at which they are finished. */
const STUDIES = [
	{ level: 'SECUNDARIA', from: 0, age: 15 },
	{ level: 'MEDIA_SUPERIOR', from: 0.1, age: 18 },
	{ level: 'TSU', from: 0.2, age: 21 },
	{ level: 'LICENCIATURA_SIN_TITULO', from: 0.28, age: 23 },
	{ level: 'LICENCIATURA', from: 0.35, age: 24 },
	{ level: 'ESPECIALIDAD', from: 0.6, age: 28 },
	{ level: 'MAESTRIA', from: 0.7, age: 30 },
	{ level: 'DOCTORADO', from: 0.92, age: 36 },
] as const;

/** The highest degree, and the first one when there is a postgraduate. */
export function studiesOf(plan: CareerPlan, choose: Random): DeclaredClaim[] {
	const age = ageOn(plan.person.birthDate, plan.today);
	const reached = STUDIES.filter((study) => plan.merit >= study.from && age > study.age).at(-1);
	if (!reached) return [];
	const claims: DeclaredClaim[] = [{ kind: 'education', data: study(plan, reached, choose) }];
	const first = STUDIES.find(({ level }) => level === 'LICENCIATURA')!;
	if (reached.age > first.age) claims.push({ kind: 'education', data: study(plan, first, choose) });
	return claims;
}

type Study = (typeof STUDIES)[number];

function study(plan: CareerPlan, { level, age }: Study, choose: Random): Record<string, unknown> {
	const finishedOn = dayAtAge(plan.person.birthDate, age);
	const common = { level, institution: choose.pick(SCHOOLS), finishedOn };
	if (level === 'SECUNDARIA') return common;
	if (level === 'MEDIA_SUPERIOR') return { ...common, programme: 'Bachillerato general', field: 'OTHER' };
	const [programme, field] = programmeOf(plan, level, choose);
	if (level === 'TSU' || level === 'LICENCIATURA_SIN_TITULO') return { ...common, programme, field };
	const licenceNumber = `9${String(choose.whole(0, 9_999_999)).padStart(7, '0')}`;
	return { ...common, programme, field, licenceNumber, licenceIssuer: 'Dirección General de Profesiones' };
}

function programmeOf(plan: CareerPlan, level: Study['level'], choose: Random): readonly [string, string] {
	if (level === 'ESPECIALIDAD' || level === 'MAESTRIA' || level === 'DOCTORADO') {
		return choose.pick<readonly [string, string]>(POSTGRADUATE[level]);
	}
	const usual =
		plan.area === 'CAT' || plan.area === 'OBR' ? 'ENG_CADASTRE' : plan.area === 'CTR' ? 'LEGAL' : '';
	const field = choose.chance(0.12) ? 'OTHER' : usual || choose.pick(['ACCT_ADMIN', 'ACCT_ADMIN', 'ECON']);
	const programme = choose.pick(PROGRAMMES[field]!);
	return [
		level === 'TSU' ? 'Técnico superior en Contaduría' : programme,
		level === 'TSU' ? 'ACCT_ADMIN' : field,
	];
}

/** Certificates of competence: finance standards first, then transversal ones. */
export function certificationsOf(
	plan: CareerPlan,
	{ competencies }: CareerCatalogues,
	choose: Random,
): DeclaredClaim[] {
	const { merit } = plan;
	const finance = merit < 0.45 ? 0 : merit < 0.7 ? 1 : merit < 0.9 ? 2 : 3;
	const transversal = merit > 0.6 && choose.chance(0.4) ? 1 : 0;
	const chosen = [
		...choose.some(
			competencies.filter((standard) => standard.finance),
			finance,
		),
		...choose.some(
			competencies.filter((standard) => !standard.finance),
			transversal,
		),
	];
	return chosen.map(({ key, issuer }) => ({
		kind: 'certification',
		data: {
			standard: key,
			issuer,
			folio: `FIC-${String(choose.whole(0, 999_999)).padStart(6, '0')}`,
			issuedOn: monthsBefore(plan.today, choose.whole(2, 40)),
		},
	}));
}

const LONG_COURSES = COURSES.filter(([, hours]) => hours === 40);

/** Courses, conferences and teaching of the last years; now and then one that is too old to count. */
export function trainingsOf(plan: CareerPlan, choose: Random): DeclaredClaim[] {
	const { merit } = plan;
	const settled = merit > 0.75;
	const courses = settled ? [choose.pick(LONG_COURSES)] : choose.some(COURSES, Math.round(merit * 2.6));
	const diplomas = settled ? DIPLOMAS : [];
	const conferences = choose.some(CONFERENCES, merit > 0.3 && choose.chance(0.4) ? 1 : 0);
	const taught = merit > 0.85 ? choose.some(TAUGHT, 2) : [];
	const made = [
		...courses.map(([name, hours]) => ({ type: 'COURSE', theme: 'FINANCE', name, hours })),
		...diplomas.map(([name, hours]) => ({ type: 'DIPLOMA', theme: 'FINANCE', name, hours })),
		...conferences.map((name) => ({ type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT', name, hours: 2 })),
		...taught.map((name) => ({ type: 'INSTRUCTOR', theme: 'FINANCE', name, hours: 8 })),
	];
	return made.map((training) => {
		const ago = choose.chance(0.1) ? choose.whole(38, 60) : choose.whole(1, 34);
		const to = monthsBefore(plan.today, ago);
		const from = training.hours > 40 ? monthsBefore(to, 4) : training.hours > 8 ? monthsBefore(to, 1) : to;
		return { kind: 'training', data: { ...training, institution: choose.pick(TRAINERS), from, to } };
	});
}
