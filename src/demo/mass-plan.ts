import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { fictitiousPerson, type FictitiousPerson } from './people.ts';
import { random, type Random } from './random.ts';

/** How far a person of the mass data is. */
export type MassState = 'draft' | 'received' | 'rated';

/** Everything that is decided about a person before rows are made. */
export type MassPlan = {
	number: number;
	person: FictitiousPerson;
	municipality: { key: string; label: string };
	area: string;
	merit: number;
	state: MassState;
	registeredAt: Date;
	/** null for a draft */
	submittedAt: Date | null;
	/** null until it is rated */
	decidedAt: Date | null;
	consentsToBank: boolean;
	choose: Random;
};

/** Where people are spread, and the moment that counts as now. */
export type MassWorld = {
	municipalities: readonly { key: string; label: string; population: number }[];
	areas: readonly string[];
	timeZone: string;
	present: Date;
	/** the day of `present` there */
	today: PlainDate;
};

const DAY_MS = 86_400_000;
/** How long the service has been running, as the data tell it. */
const RUNNING_DAYS = 560;
const DRAFT_SHARE = 0.08;
const RECEIVED_SHARE = 0.12;

/** The plan of a person: always the same for the same seed, number and present moment. */
export function massPlan(seed: string, number: number, world: MassWorld): MassPlan {
	const { lots, ...begun } = beginning(seed, number, world.present);
	const person = fictitiousPerson(seed, number);
	const age = ageOn(person.birthDate, world.today);
	return {
		...begun,
		number,
		person,
		municipality: byPopulation(world.municipalities, lots.municipality),
		area: world.areas[Math.floor(lots.area * world.areas.length)]!,
		merit: Math.min(1, Math.max(0, ((age - 22) / 45) * 0.6 + lots.merit * 0.35)),
		consentsToBank: begun.choose.chance(0.9),
	};
}

/** When the person of a number registers, which costs little to know. @returns milliseconds */
export function registrationTime(seed: string, number: number, { present }: MassWorld): number {
	return beginning(seed, number, present).registeredAt.getTime();
}

/** What is drawn first, in the order of drawing. */
function beginning(seed: string, number: number, present: Date) {
	const choose = random(`${seed}/mass/${number}`);
	const lot = choose.unit();
	const state: MassState =
		lot < DRAFT_SHARE ? 'draft' : lot < DRAFT_SHARE + RECEIVED_SHARE ? 'received' : 'rated';
	const lots = { municipality: choose.unit(), area: choose.unit(), merit: choose.unit() };
	return { choose, state, lots, ...instants(state, present, choose) };
}

type Instants = Pick<MassPlan, 'registeredAt' | 'submittedAt' | 'decidedAt'>;

function instants(state: MassState, present: Date, choose: Random): Instants {
	const before = (days: number) => new Date(present.getTime() - Math.round(days * DAY_MS));
	if (state === 'draft')
		return { registeredAt: before(choose.whole(1, 60)), submittedAt: null, decidedAt: null };
	if (state === 'received') {
		const sent = choose.unit() * 6;
		return { registeredAt: before(sent + choose.whole(1, 20)), submittedAt: before(sent), decidedAt: null };
	}
	const decided = 1 + choose.unit() * RUNNING_DAYS;
	const sent = decided + 1 + choose.unit() * 5;
	return {
		registeredAt: before(sent + choose.whole(1, 20)),
		submittedAt: before(sent),
		decidedAt: before(decided),
	};
}

function byPopulation<Place extends { population: number }>(places: readonly Place[], lot: number): Place {
	const total = places.reduce((sum, { population }) => sum + population, 0);
	let left = lot * total;
	return places.find(({ population }) => (left -= population) < 0) ?? places.at(-1)!;
}

/** The day on which a career is told: when it was sent, else today. */
export function toldOn({ submittedAt }: MassPlan, { today, timeZone }: MassWorld): PlainDate {
	return submittedAt ? localDate(submittedAt, timeZone) : today;
}
