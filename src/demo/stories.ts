import { ageOn } from '#lib/identifiers/calendar-day.ts';
import type { BusinessCalendar } from '#lib/institution/calendar.ts';
import { localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { careerOf, type Career } from './career.ts';
import type { CareerCatalogues } from './career-plan.ts';
import { businessDaysBefore, instantAt } from './dates.ts';
import { fictitiousPerson, type FictitiousPerson } from './people.ts';
import { random, type Random } from './random.ts';

/** How far the cédula of a person of the demonstration is. */
export type Ending =
	| 'registered'
	| 'sections_begun'
	| 'without_files'
	| 'ready'
	| 'received'
	| 'answered'
	| 'in_review'
	| 'needs_you'
	| 'identity_observed'
	| 'withdrawn'
	| 'rated'
	| 'rated_after_answer'
	| 'appealed'
	| 'appeal_answered'
	| 'update_begun'
	| 'update_sent';

/** What somebody does with a submission. */
export type Step =
	| 'submit'
	| 'return'
	| 'return_identity'
	| 'answer'
	| 'rate'
	| 'appeal'
	| 'answer_appeal'
	| 'hold'
	| 'withdraw'
	| 'change'
	| 'submit_update';

/** A step of a story and the instant at which it happens. */
export type Act = { step: Step; at: Date };

/** A person of the demonstration with everything that happens to their cédula. */
export type Story = {
	number: number;
	person: FictitiousPerson;
	municipality: { key: string; label: string };
	area: string;
	ending: Ending;
	registeredAt: Date;
	career: Career;
	acts: Act[];
};

/** What stories are made of. */
export type StoryWorld = {
	seed: string;
	present: Date;
	timeZone: string;
	calendar: BusinessCalendar;
	municipalities: readonly { key: string; label: string }[];
	/** without OTHER */
	areas: readonly string[];
	catalogues: CareerCatalogues;
};

/**
 * Steps of each ending with the fewest and the most business days ago on which each happens.
 * Only the dictamen of `rated` counts from its submission, which is spread over weeks.
 */
const STEPS: Record<Ending, [Step, least: number, most: number][]> = {
	registered: [],
	sections_begun: [],
	without_files: [],
	ready: [],
	received: [['submit', 0, 5]],
	answered: [
		['submit', 12, 12],
		['return', 9, 9],
		['answer', 2, 2],
	],
	in_review: [
		['submit', 3, 4],
		['hold', 0, 0],
	],
	needs_you: [
		['submit', 8, 8],
		['return', 4, 5],
	],
	identity_observed: [
		['submit', 7, 7],
		['return_identity', 3, 3],
	],
	withdrawn: [
		['submit', 10, 10],
		['withdraw', 9, 9],
	],
	rated: [
		['submit', 8, 40],
		['rate', 2, 4],
	],
	rated_after_answer: [
		['submit', 25, 30],
		['return', 21, 22],
		['answer', 16, 17],
		['rate', 14, 14],
	],
	appealed: [
		['submit', 9, 9],
		['rate', 6, 6],
		['appeal', 2, 2],
	],
	appeal_answered: [
		['submit', 16, 16],
		['rate', 13, 13],
		['appeal', 11, 11],
		['answer_appeal', 8, 8],
	],
	update_begun: [
		['submit', 30, 30],
		['rate', 27, 27],
		['change', 2, 2],
	],
	update_sent: [
		['submit', 35, 35],
		['rate', 31, 31],
		['change', 3, 3],
		['submit_update', 2, 2],
	],
};

/** One of each first, then most of them rated, as it is in a service that has been running for some weeks. */
const FIRST = words(
	'rated received needs_you without_files in_review rated_after_answer identity_observed update_sent ready withdrawn',
	'answered registered update_begun sections_begun appealed appeal_answered',
);
const THEN = words(
	'rated rated received rated needs_you rated in_review rated withdrawn without_files rated registered rated',
	'received rated sections_begun rated ready received rated rated_after_answer rated received without_files rated',
);
/** Reviewers and administrator hold one case each. */
const MOST_HELD = 3;
const MUNICIPALITIES = 25;
const RATED_ENDINGS: readonly Ending[] = ['rated', 'rated_after_answer', 'update_begun', 'update_sent'];

/** The stories of so many people: the same for the same seed and present. */
export function storiesOf(count: number, world: StoryWorld): Story[] {
	const endings = endingsOf(count);
	const people = endings.map((_, number) => fictitiousPerson(world.seed, number));
	const places = random(`${world.seed}/places`).some(world.municipalities, MUNICIPALITIES);
	const merits = meritsOf(people, endings, localDate(world.present, world.timeZone));
	return people.map((person, number) => {
		const choose = random(`${world.seed}/story/${number}`);
		const ending = endings[number]!;
		const acts = actsOf(ending, world, choose);
		const registeredAt = registration(acts, world, choose);
		const merit = merits[number]!;
		const municipality = places[number % places.length]!;
		const area = merit > 0.95 ? 'TES' : world.areas[number % world.areas.length]!;
		const today = localDate(registeredAt, world.timeZone);
		const career = careerOf({ person, municipality, area, merit, today }, world.catalogues, choose);
		return { number, person, municipality, area, ending, registeredAt, career, acts };
	});
}

function endingsOf(count: number): Ending[] {
	let held = 0;
	return Array.from({ length: count }, (_, number) => {
		const ending = FIRST[number] ?? THEN[(number - FIRST.length) % THEN.length]!;
		if (ending !== 'in_review') return ending;
		held += 1;
		return held > MOST_HELD ? 'received' : ending;
	});
}

function words(...lines: string[]): Ending[] {
	return lines.join(' ').split(' ') as Ending[];
}

/** Rated people from the least to the most merit by age; the others have little, so that they need few documents. */
function meritsOf(
	people: readonly FictitiousPerson[],
	endings: readonly Ending[],
	today: PlainDate,
): number[] {
	const rated = people
		.map((person, number) => ({ number, age: ageOn(person.birthDate, today) }))
		.filter(({ number }) => RATED_ENDINGS.includes(endings[number]!))
		.sort((a, b) => a.age - b.age);
	const last = Math.max(1, rated.length - 1);
	const merits = new Map(rated.map(({ number }, rank) => [number, (rank / last) ** 1.5]));
	return people.map((_, number) => merits.get(number) ?? (number % 5) * 0.08);
}

/** Times of day within office hours, later ones for later steps of the same day. */
function actsOf(ending: Ending, world: StoryWorld, choose: Random): Act[] {
	const today = localDate(world.present, world.timeZone);
	let ago = Infinity;
	return STEPS[ending].map(([step, least, most]) => {
		const days = choose.whole(least, most);
		ago = step === 'rate' && ending === 'rated' ? ago - days : days;
		if (step === 'hold') return { step, at: new Date(world.present.getTime() - choose.whole(2, 9) * 60_000) };
		const day = businessDaysBefore(today, ago, world.calendar);
		const time = `${String(choose.whole(9, 16)).padStart(2, '0')}:${String(choose.whole(0, 59)).padStart(2, '0')}`;
		const at = instantAt(day, time, world.timeZone);
		return { step, at: at < world.present ? at : new Date(world.present.getTime() - 3_600_000) };
	});
}

/** Some days before the first step; a draft was begun in the last two weeks. */
function registration(acts: readonly Act[], { present }: StoryWorld, choose: Random): Date {
	const first = acts[0]?.at ?? present;
	return new Date(
		first.getTime() - (choose.whole(1, acts.length > 0 ? 6 : 12) * 24 + choose.whole(1, 5)) * 3_600_000,
	);
}
