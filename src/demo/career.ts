import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { certificationsOf, studiesOf, trainingsOf } from './achievements.ts';
import type { CareerCatalogues, CareerPlan, DeclaredClaim } from './career-plan.ts';
import { PRIVATE_EMPLOYERS, PRIVATE_POSITIONS } from './career-words.ts';
import { monthIndex, monthText } from './dates.ts';
import type { Random } from './random.ts';

/** The post held now, as the section of the cédula takes it, and what proves the way to it. */
export type Career = { post: Record<string, string>; claims: DeclaredClaim[] };

const WORKING_AGE = 18;
const MOST_MONTHS = 190;
/** Places of the levels of responsibility, as the catalogue orders them. */
const LEVEL_ORDER = ['OPERATIVE', 'ANALYST', 'DEPARTMENT_HEAD', 'COORDINATION', 'HEAD'];

/** A plausible career, as rich as the merit asks and the age allows. */
export function careerOf(plan: CareerPlan, catalogues: CareerCatalogues, choose: Random): Career {
	const posts = postsOf(plan, catalogues, choose);
	const claims = [
		...posts.map((data): DeclaredClaim => ({ kind: 'experience', data })),
		...studiesOf(plan, choose),
		...certificationsOf(plan, catalogues, choose),
		...trainingsOf(plan, choose),
	];
	const present = posts[0]!;
	const post = {
		entity: present.employer,
		municipality: plan.municipality.key,
		area: plan.area,
		position: present.position,
		level: present.level!,
		since: present.from,
		contract: choose.pick(['BASE', 'CONFIANZA', 'CONFIANZA', 'EVENTUAL']),
	};
	return { post, claims };
}

type HeldPost = {
	employer: string;
	municipality?: string;
	area: string;
	level?: string;
	position: string;
	from: string;
	to: string | null;
};

/** Posts from the present one back, without gaps. */
function postsOf(plan: CareerPlan, catalogues: CareerCatalogues, choose: Random): HeldPost[] {
	const working = (ageOn(plan.person.birthDate, plan.today) - WORKING_AGE) * 12;
	const months = Math.max(3, Math.min(Math.round(8 + plan.merit * MOST_MONTHS), working));
	const count = months < 40 ? 1 : months > 110 && choose.chance(0.4) ? 3 : 2;
	const share = Math.ceil(months / count);
	let end = monthIndex(plan.today);
	return Array.from({ length: count }, (_, place) => {
		const first = end - share + 1;
		const period = { from: monthText(first), to: place === 0 ? null : monthText(end) };
		end = first - 1;
		const outside = place === count - 1 && count > 1 && choose.chance(0.35) && plan.merit < 0.9;
		return outside ? privatePost(period, choose) : financePost(plan, catalogues, period, place, choose);
	});
}

type Period = Pick<HeldPost, 'from' | 'to'>;

function financePost(
	plan: CareerPlan,
	{ positions }: CareerCatalogues,
	period: Period,
	place: number,
	choose: Random,
): HeldPost {
	const wanted = Math.round(plan.merit * (LEVEL_ORDER.length - 1)) - place;
	const distance = ({ level }: { level: string }) => Math.abs(LEVEL_ORDER.indexOf(level) - wanted);
	const ofArea = positions.filter(({ area, label }) => area === plan.area && !label.startsWith('Otro'));
	const nearest = Math.min(...ofArea.map(distance));
	const { label, level } = choose.pick(ofArea.filter((position) => distance(position) === nearest));
	return {
		employer: employerOf(plan.area, plan.municipality.label),
		municipality: plan.municipality.key,
		area: plan.area,
		level,
		position: titleFor(label, plan.person.sex === 'M'),
		...period,
	};
}

function privatePost(period: Period, choose: Random): HeldPost {
	const [employer, position] = [choose.pick(PRIVATE_EMPLOYERS), choose.pick(PRIVATE_POSITIONS)];
	return { employer, area: 'OTHER', position, ...period };
}

const BODIES: Record<string, string> = {
	AGU: 'Organismo Municipal de Agua de',
	DIF: 'Sistema Municipal DIF de',
	DEP: 'Instituto Municipal del Deporte de',
};

function employerOf(area: string, municipality: string): string {
	return `${BODIES[area] ?? 'Ayuntamiento de'} ${municipality}`;
}

/** The title of a post for a woman or a man: «Tesorera(o)», «Directora(or)». */
export function titleFor(label: string, woman: boolean): string {
	return label.replace(/(\p{L}+)\((\p{L}+)\)/gu, (_, feminine: string, ending: string) =>
		woman ? feminine : feminine.slice(0, ending === 'or' ? -3 : -1) + ending,
	);
}
