import { findInText, type Hit } from '#lib/evidence/find-in-text.ts';
import type { FileText } from '#lib/evidence/read-evidence.server.ts';

/** What was read in a document; `missing` when it could not be fetched, undefined until it has come. */
export type LoadedText = FileText | 'missing' | undefined;

/** A document in which words are looked for. */
export type SearchedFile = { id: string; name: string; text: LoadedText };

/** A place in one of several documents. */
export type FoundPlace = Hit & { fileId: string; name: string };

/** Finds words in several documents, in their order. */
export function findInFiles(files: readonly SearchedFile[], query: string): FoundPlace[] {
	return files.flatMap(({ id, name, text }) =>
		typeof text === 'object'
			? findInText(text.pages, query).map((hit) => ({ ...hit, fileId: id, name }))
			: [],
	);
}

/** The place from which looking begins: the first one from this document and page on, else the very first; -1 without any. */
export function firstFrom(
	places: readonly FoundPlace[],
	files: readonly { id: string }[],
	fileId: string | null,
): number {
	const start = files.findIndex(({ id }) => id === fileId);
	const from = places.findIndex((place) => files.findIndex(({ id }) => id === place.fileId) >= start);
	return from === -1 && places.length > 0 ? 0 : from;
}

/** One place further or back; after the last comes the first. -1 without any. */
export function stepFrom(current: number, total: number, step: 1 | -1): number {
	if (total === 0) return -1;
	if (current === -1) return step === 1 ? 0 : total - 1;
	return (current + step + total) % total;
}

/** How the search stands, in a sentence that is also heard. Nothing until something is looked for. */
export function searchWords(
	query: string,
	files: readonly SearchedFile[],
	places: readonly FoundPlace[],
	current: number,
): string {
	if ((query.match(/[\p{L}\p{N}]/gu) ?? []).length < 2) return '';
	if (files.some(({ text }) => text === undefined)) return 'Buscando…';
	const place = places[current];
	const where = place && files.length > 1 ? `página ${place.page} de ${place.name}` : `página ${place?.page}`;
	if (place) return `${current + 1} de ${places.length}, ${where}`;
	if (places.length > 0) return places.length === 1 ? '1 lugar' : `${places.length} lugares`;
	const isAnyRead = files.some(({ text }) => typeof text === 'object' && text.readingState === 'done');
	return isAnyRead ? 'No aparece en lo que se leyó' : 'No se pudo buscar';
}

/** What was not looked through, or only through a machine's eyes: why nothing found does not mean that it is not there. */
export function searchLimits(files: readonly SearchedFile[]): string[] {
	const loaded = files.filter(({ text }) => text !== undefined);
	return loaded.flatMap((file) => limitOf(file) ?? []);
}

function limitOf({ name, text }: SearchedFile): string | null {
	if (text === 'missing')
		return `No se pudo abrir la lectura de ${name}. Cierre la búsqueda y vuelva a abrirla.`;
	if (!text) return null;
	if (text.readingState === 'pending') return `${name} aún no se lee: no se buscó en él.`;
	if (text.readingState === 'failed') return `${name} no se pudo leer: búsquelo usted.`;
	const unread = text.pages.flatMap(({ source }, index) => (source === 'none' ? [index + 1] : []));
	if (unread.length === 1) return `La página ${unread[0]} de ${name} no se pudo leer.`;
	if (unread.length > 1) return `Las páginas ${unread.join(', ')} de ${name} no se pudieron leer.`;
	const isScan = text.pages.some(({ source }) => source === 'picture');
	return isScan ? `${name} es una imagen: puede haber palabras mal leídas.` : null;
}
