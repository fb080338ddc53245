import { fold } from '#lib/platform/text.ts';
import { editDistance } from './edit-distance.ts';

/** One thing to choose; its text, written back, means this very one. */
export type LookupItem = { key: string; text: string };

/** What may be looked for: how it is shown, and all the ways in which people call it. */
export type LookupSource = {
	key: string;
	text: string;
	/** the plain name first; several items may share one */
	names: readonly string[];
	/** of this place: meant before one of the same name elsewhere */
	local?: boolean;
};

type Entry = LookupItem & {
	/** the text as it is compared, unlike that of any other */
	reading: string;
	names: string[];
	words: string[];
	local: boolean;
};

/** Items that are found by what somebody types. */
export type Lookup = { readonly entries: readonly Entry[]; readonly byKey: ReadonlyMap<string, Entry> };

/** What a typed text means: one item, or the near ones to choose from; `ambiguous` when several have that very name. */
export type Meaning = { item: LookupItem } | { near: LookupItem[]; ambiguous: boolean };

/** Words that people leave out or add without meaning another thing. */
const UNHEARD = ['de', 'del', 'la', 'las', 'el', 'los', 'y', 'municipio', 'mpio', 'alcaldia'];

/** Ways to write a word short. None is the beginning of another word: people also stop typing half way. */
const SHORT_FORMS: Readonly<Record<string, string[]>> = {
	sta: ['santa'],
	sto: ['santo'],
	sn: ['san'],
	gpe: ['guadalupe'],
	hgo: ['hidalgo'],
	fco: ['francisco'],
	gral: ['general'],
	dr: ['doctor'],
	cd: ['ciudad'],
	edo: ['estado'],
	cdmx: ['ciudad', 'mexico'],
	edomex: ['estado', 'mexico'],
};

/** Fewest letters of a word that stands for a whole name. */
const LEAST_LETTERS = 4;
/** Longest list of suggestions: none of them is out of sight on a phone. */
const MOST_ITEMS = 8;

/** Prepares items for {@link suggest} and {@link meaningOf}. Items whose texts would read the same get their key beside it. */
export function lookupOf(sources: readonly LookupSource[]): Lookup {
	const readings = sources.map(({ text }) => wordsOf(text).join(' '));
	const shared = Map.groupBy(readings, (reading) => reading);
	const entries = sources.map(({ key, text: plain, names, local = false }, index): Entry => {
		const text = shared.get(readings[index]!)!.length === 1 ? plain : `${plain} (${key})`;
		const all = [...new Set([...names, text, plain])].map((name) => wordsOf(name));
		const words = [...new Set([...all.flat(), ...wordsOf(key)])];
		const reading = text === plain ? readings[index]! : wordsOf(text).join(' ');
		return { key, text, reading, names: [...new Set(all.map((each) => each.join(' ')))], words, local };
	});
	return { entries, byKey: new Map(entries.map((entry) => [fold(entry.key), entry])) };
}

/**
 * What to offer for what was typed so far: items that have every word, each at the start of one of theirs, or else those
 * that are written nearly so. The others only when nothing of this place has the words. The first ones when nothing was
 * typed.
 */
export function suggest({ entries, byKey }: Lookup, typed: string): LookupItem[] {
	const exact = byKey.get(fold(typed));
	if (exact) return [itemOf(exact)];
	const asked = wordsOf(typed);
	const offered: Entry[] = [];
	for (const group of groupsOf(entries)) {
		const found = withWords(group, asked);
		if (found.length > 0) offered.push(...found);
		else if (offered.length === 0) offered.push(...similarTo(group, asked));
		if (found.length > 0) break;
	}
	return offered.slice(0, MOST_ITEMS).map(itemOf);
}

/**
 * What a text means that somebody typed and sent: accents, capitals and small words apart, a key, a name, or the
 * beginning of one single name. Nothing is guessed: a slip of the pen and a name of several give what to choose from.
 */
export function meaningOf(lookup: Lookup, typed: string): Meaning {
	const { entries, byKey } = lookup;
	const asked = wordsOf(typed).join(' ');
	if (asked === '') return { near: [], ambiguous: false };
	const key = byKey.get(fold(typed));
	if (key) return { item: itemOf(key) };
	const called = entries.filter(({ names }) => names.includes(asked));
	const [own, ...namesakes] = called.filter(({ local, reading }) => local || reading === asked);
	if (own && namesakes.length === 0) return { item: itemOf(own) };
	const longer = localOr(entries.filter((entry) => !called.includes(entry) && begins(entry, `${asked} `)));
	const meant = called.length + longer.length > 0 ? [...called, ...longer] : halfWritten(entries, asked);
	const [only, ...others] = meant;
	if (!only) return { near: suggest(lookup, typed), ambiguous: false };
	if (others.length === 0) return { item: itemOf(only) };
	const localFirst = [...meant.filter(({ local }) => local), ...meant.filter(({ local }) => !local)];
	return { near: localFirst.slice(0, MOST_ITEMS).map(itemOf), ambiguous: true };
}

/** Elsewhere, half a word is more likely a slip of the pen: «Tolca» is no beginning of Tolcayuca. */
function halfWritten(entries: readonly Entry[], asked: string): Entry[] {
	if (asked.length < LEAST_LETTERS) return [];
	return entries.filter((entry) => entry.local && begins(entry, asked));
}

function begins({ names }: Entry, start: string): boolean {
	return names.some((name) => name.startsWith(start));
}

/** Those of this place, or the others when there are none. */
function localOr(entries: Entry[]): Entry[] {
	const local = entries.filter((entry) => entry.local);
	return local.length > 0 ? local : entries;
}

/** Those that have every word, each at the start of one of theirs; those that begin with what was typed first. */
function withWords(entries: Entry[], asked: string[]): Entry[] {
	const found = entries.filter(({ words }) =>
		asked.every((word) => words.some((own) => own.startsWith(word))),
	);
	const start = asked.join(' ');
	const parted = Map.groupBy(found, (entry) => begins(entry, start));
	return [...(parted.get(true) ?? []), ...(parted.get(false) ?? [])];
}

/** Those of this place before the others; one group when nothing is of this place. */
function groupsOf(entries: readonly Entry[]): Entry[][] {
	const local = entries.filter((entry) => entry.local);
	return local.length === 0 ? [[...entries]] : [local, entries.filter((entry) => !entry.local)];
}

/** Those whose name, or as many of its first words as were typed, is written nearly so; the nearest first. */
function similarTo(entries: readonly Entry[], asked: string[]): Entry[] {
	const typed = asked.join(' ');
	const most = Math.min(3, Math.floor(typed.length / 4));
	if (most === 0) return [];
	const near: { entry: Entry; distance: number }[] = [];
	for (const entry of entries) {
		const [name = ''] = entry.names;
		const beginning = name.split(' ').slice(0, asked.length).join(' ');
		const distance = Math.min(editDistance(typed, name, most), editDistance(typed, beginning, most));
		if (distance <= most) near.push({ entry, distance });
	}
	return near
		.sort((a, b) => a.distance - b.distance)
		.slice(0, MOST_ITEMS)
		.map(({ entry }) => entry);
}

function itemOf({ key, text }: Entry): LookupItem {
	return { key, text };
}

/** The words that count, as they are compared. */
function wordsOf(value: string): string[] {
	return fold(value)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '' && !UNHEARD.includes(word))
		.flatMap((word) => SHORT_FORMS[word] ?? [word]);
}
