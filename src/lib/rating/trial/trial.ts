/** What somebody holds, or would hold: stars in tenths or null, points in hundredths. */
export type TrialMark = { stars: number | null; points: number };

/** By what the people of a trial are told apart. */
export const TRIAL_DIMENSIONS = ['municipality', 'level', 'sex', 'age'] as const;
export type TrialDimension = (typeof TRIAL_DIMENSIONS)[number];

/** One person of a trial: the folio of their dictamen, the group in each dimension, and both marks. */
export type TrialPerson = {
	folio: string;
	groups: Record<TrialDimension, string>;
	before: TrialMark;
	after: TrialMark;
};

/** Counts of a group: by points who rises and falls, by whole stars who gains and loses one; `change` in hundredths. */
export type TrialCounts = {
	people: number;
	rises: number;
	falls: number;
	gainsStar: number;
	losesStar: number;
	change: number;
};

/** Somebody who loses points. */
export type TrialCase = { folio: string; before: TrialMark; after: TrialMark };

/** What a version would change for everybody. Distributions go by half stars in tenths; 0: without stars. */
export type TrialTally = {
	all: TrialCounts;
	groups: Record<TrialDimension, Record<string, TrialCounts>>;
	before: Record<string, number>;
	after: Record<string, number>;
	/** those who lose most, the worst first */
	worst: TrialCase[];
};

/** Half stars of a distribution, in tenths; 0: without stars. */
export const HALF_STARS: readonly number[] = [0, 10, 15, 20, 25, 30, 35, 40, 45, 50];

const WORST = 20;

/** The tally of nobody. */
export function emptyTally(): TrialTally {
	return {
		all: noCounts(),
		groups: { municipality: {}, level: {}, sex: {}, age: {} },
		before: {},
		after: {},
		worst: [],
	};
}

function noCounts(): TrialCounts {
	return { people: 0, rises: 0, falls: 0, gainsStar: 0, losesStar: 0, change: 0 };
}

/** Counts somebody in. Whatever the order of people, the tally is the same. */
export function addPerson(tally: TrialTally, person: TrialPerson): void {
	count(tally.all, person);
	for (const dimension of TRIAL_DIMENSIONS)
		count((tally.groups[dimension][person.groups[dimension]] ??= noCounts()), person);
	raise(tally.before, person.before);
	raise(tally.after, person.after);
	if (person.after.points < person.before.points) keepWorst(tally.worst, person);
}

function count(counts: TrialCounts, { before, after }: TrialPerson): void {
	const stars = wholeStars(after) - wholeStars(before);
	counts.people += 1;
	counts.rises += after.points > before.points ? 1 : 0;
	counts.falls += after.points < before.points ? 1 : 0;
	counts.gainsStar += stars > 0 ? 1 : 0;
	counts.losesStar += stars < 0 ? 1 : 0;
	counts.change += after.points - before.points;
}

function raise(distribution: Record<string, number>, { stars }: TrialMark): void {
	const half = String(stars === null ? 0 : Math.floor(stars / 5) * 5);
	distribution[half] = (distribution[half] ?? 0) + 1;
}

/** Whole stars of a mark; 0: without stars. */
export function wholeStars({ stars }: TrialMark): number {
	return Math.floor((stars ?? 0) / 10);
}

function keepWorst(worst: TrialCase[], { folio, before, after }: TrialPerson): void {
	const own = { folio, before, after };
	const last = worst.at(-1);
	if (worst.length === WORST && last && !isWorse(own, last)) return;
	const place = worst.findIndex((each) => isWorse(own, each));
	worst.splice(place < 0 ? worst.length : place, 0, own);
	if (worst.length > WORST) worst.pop();
}

function isWorse(one: TrialCase, other: TrialCase): boolean {
	const [own, others] = [one, other].map(({ before, after }) => after.points - before.points) as [
		number,
		number,
	];
	return own < others || (own === others && one.folio < other.folio);
}

/** Ages as groups of ten years, told by where they begin and end. */
export function ageGroup(age: number): string {
	if (age < 30) return '15-29';
	if (age >= 60) return '60+';
	const from = Math.floor(age / 10) * 10;
	return `${from}-${from + 9}`;
}
