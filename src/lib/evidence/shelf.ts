import { fold } from '#lib/platform/text.ts';
import type { AttachedFile, EvidenceView } from './evidence.ts';

/** Where a document is used: a claim of the cédula, by its title. */
export type EvidenceUse = { title: string; href: string };

/** A document as «Mis documentos» lists it; `sent`: a submission holds it and it cannot be deleted. */
export type ShelfFile = AttachedFile & { addedAt: Date; uses: EvidenceUse[] };

/** Which documents of «Mis documentos» are asked for. */
export const SHELF_VIEWS = {
	todos: { label: 'Todos', holds: () => true },
	'sin-usar': { label: 'Sin usar', holds: ({ uses, sent }) => uses.length === 0 && !sent },
	enviados: { label: 'En lo que envió', holds: ({ sent }) => sent },
	rechazados: { label: 'No se pudieron usar', holds: ({ scan }) => scan === 'refused' },
} as const satisfies Record<string, { label: string; holds: (file: ShelfFile) => boolean }>;
export type ShelfView = keyof typeof SHELF_VIEWS;

/** Whether a text of an address names such a view. */
export function isShelfView(text: string | null): text is ShelfView {
	return text !== null && Object.hasOwn(SHELF_VIEWS, text);
}

/** The documents of a view whose name or use has all the words asked for, accents and capitals aside. */
export function searchShelf(files: readonly ShelfFile[], view: ShelfView, words: string): ShelfFile[] {
	const wanted = fold(words).split(/\s+/).filter(Boolean);
	return files.filter((file) => {
		const text = fold([file.name, ...file.uses.map(({ title }) => title)].join(' '));
		return SHELF_VIEWS[view].holds(file) && wanted.every((word) => text.includes(word));
	});
}

/** What of a person's room their documents take: bytes as received; refused ones take none. */
export function takenBytes(files: readonly Pick<EvidenceView, 'scan' | 'sizeBytes'>[]): number {
	return files
		.filter(({ scan }) => scan !== 'refused')
		.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

/** A page of a list, and what it takes to ask for those around it; `after` is the id of the last one before the page. */
export type Slice<Item> = { items: Item[]; previous: string | null; next: string | null };

/**
 * The part of a list after an id, `size` long; from the beginning when the id is not on it.
 * `previous` is empty where the page before is the first.
 */
export function sliceAfter<Item extends { id: string }>(
	list: readonly Item[],
	after: string | null,
	size: number,
): Slice<Item> {
	const start = list.findIndex(({ id }) => id === after) + 1;
	const items = list.slice(start, start + size);
	return {
		items,
		previous: start === 0 ? null : (list[start - size - 1]?.id ?? ''),
		next: start + size < list.length ? (items.at(-1)?.id ?? null) : null,
	};
}
