import { ageOn } from '#lib/identifiers/calendar-day.ts';
import { localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { fictitiousPerson, type FictitiousPerson } from './people.ts';
import { random, type Random } from './random.ts';

/** How far a person of the mass data is. */
export type MassState = 'draft' | 'received' | 'rated';

/** Everything that is decided about a person before rows are made. */
export type MassPlan = {
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
};

const DAY_MS = 86_400_000;
/** How long the service has been running, as the data tell it. */
const RUNNING_DAYS = 560;
const DRAFT_SHARE = 0.08;
const RECEIVED_SHARE = 0.12;

/** The plan of a person: always the same for the same seed, number and present moment. */
export function massPlan(seed: string, number: number, world: MassWorld): MassPlan {
	const choose = random(`${seed}/mass/${number}`);
	const person = fictitiousPerson(seed, number);
	const lot = choose.unit();
	const state = lot < DRAFT_SHARE ? 'draft' : lot < DRAFT_SHARE + RECEIVED_SHARE ? 'received' : 'rated';
	const age = ageOn(person.birthDate, localDate(world.present, world.timeZone));
	return {
		person,
		municipality: byPopulation(world.municipalities, choose),
		area: choose.pick(world.areas),
		merit: Math.min(1, Math.max(0, ((age - 22) / 45) * 0.6 + choose.unit() * 0.35)),
		state,
		...instants(state, world.present, choose),
		consentsToBank: choose.chance(0.9),
		choose,
	};
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

function byPopulation<Place extends { population: number }>(places: readonly Place[], choose: Random): Place {
	const total = places.reduce((sum, { population }) => sum + population, 0);
	let left = choose.unit() * total;
	return places.find(({ population }) => (left -= population) < 0) ?? places.at(-1)!;
}

/** The day on which a career is told: when it was sent, else today. */
export function toldOn({ submittedAt }: MassPlan, { present, timeZone }: MassWorld): PlainDate {
	return localDate(submittedAt ?? present, timeZone);
}
