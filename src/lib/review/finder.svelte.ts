import { SvelteMap } from 'svelte/reactivity';
import { findInFiles, firstFrom, stepFrom, type FoundPlace, type LoadedText } from './find.ts';

type File = { id: string; name: string };

/** Looking for words in the documents of the current claim, on the page of a case. */
export type Finder = ReturnType<typeof finderOf>;

/**
 * Keeps what is looked for, what was read in each document, fetched once, and which place is shown. What is typed never
 * leaves the browser.
 * @param files documents of the current claim
 * @param shown the document that is looked at
 * @param goTo shows a document
 */
export function finderOf(files: () => File[], shown: () => string | null, goTo: (fileId: string) => void) {
	const texts = new SvelteMap<string, LoadedText>();
	let isOpen = $state(false);
	let query = $state('');
	let current = $state(-1);
	const searched = $derived(files().map(({ id, name }) => ({ id, name, text: texts.get(id) })));
	const places = $derived(isOpen ? findInFiles(searched, query) : []);
	const place = $derived<FoundPlace | null>(places[current] ?? null);

	function show(index: number): void {
		current = index;
		const target = places[index];
		if (target) goTo(target.fileId);
	}

	async function fetchAll(): Promise<void> {
		const unknown = files().filter(({ id }) => !isKept(texts.get(id)));
		await Promise.all(unknown.map(async ({ id }) => texts.set(id, await textOf(id).catch(() => 'missing'))));
		if (current === -1) show(firstFrom(places, files(), shown()));
	}

	return {
		get isOpen() {
			return isOpen;
		},
		get query() {
			return query;
		},
		get searched() {
			return searched;
		},
		get places() {
			return places;
		},
		get current() {
			return current;
		},
		get place() {
			return place;
		},
		open: (): Promise<void> => {
			isOpen = true;
			return fetchAll();
		},
		close: (): void => {
			isOpen = false;
			current = -1;
		},
		look: (typed: string): void => {
			query = typed;
			show(firstFrom(places, files(), shown()));
		},
		step: (by: 1 | -1): void => show(stepFrom(current, places.length, by)),
		/** something else is shown on the page now; what was found stays marked */
		leave: (): void => {
			current = -1;
		},
	};
}

/** A reading that is still to come, or could not be fetched, is asked for again. */
function isKept(text: LoadedText): boolean {
	return typeof text === 'object' && text.readingState !== 'pending';
}

async function textOf(id: string): Promise<LoadedText> {
	const response = await fetch(`/api/v1/review/evidence/${id}/text`, {
		headers: { accept: 'application/json' },
	});
	return response.ok ? ((await response.json()) as LoadedText) : 'missing';
}
