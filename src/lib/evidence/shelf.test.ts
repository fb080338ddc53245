import { describe, expect, it } from 'vitest';
import { searchShelf, sliceAfter, takenBytes, type ShelfFile } from './shelf.ts';

const file = (changes: Partial<ShelfFile> = {}): ShelfFile => ({
	id: 'a',
	name: 'Título.pdf',
	mediaType: 'application/pdf',
	sizeBytes: 1000,
	sha256: '',
	pages: 1,
	scan: 'clean',
	refusal: null,
	turns: 0,
	sent: false,
	addedAt: new Date(0),
	uses: [{ title: 'Licenciatura en Contaduría', href: '/' }],
	...changes,
});
const unused = file({ id: 'b', name: 'foto.jpg', uses: [] });
const sent = file({ id: 'c', name: 'acta.pdf', uses: [], sent: true });
const refused = file({ id: 'd', name: 'virus.pdf', scan: 'refused' });
const all = [file(), unused, sent, refused];
const ids = (found: ShelfFile[]) => found.map(({ id }) => id).join('');

describe('«Mis documentos»', () => {
	it.each([
		['todos', 'abcd'],
		['sin-usar', 'b'],
		['enviados', 'c'],
		['rechazados', 'd'],
	] as const)('shows of %s: %s', (view, expected) => {
		expect(ids(searchShelf(all, view, ''))).toBe(expected);
	});

	it.each([
		['TITULO', 'a'],
		['contaduria licenciatura', 'ad'],
		['foto pdf', ''],
		['  ', 'abcd'],
	])('finds «%s» in names and uses: %s', (words, expected) => {
		expect(ids(searchShelf(all, 'todos', words))).toBe(expected);
	});

	it('counts the room that is taken without refused files', () => {
		expect(takenBytes(all)).toBe(3000);
	});
});

describe('a page of the list', () => {
	const list = Array.from('abcdefg', (id) => ({ id }));
	it.each([
		[null, 'abc', null, 'c'],
		['c', 'def', '', 'f'],
		['f', 'g', 'c', null],
		['x', 'abc', null, 'c'],
	])('after %s is %s', (after, expected, previous, next) => {
		const slice = sliceAfter(list, after, 3);
		expect(slice.items.map(({ id }) => id).join('')).toBe(expected);
		expect([slice.previous, slice.next]).toEqual([previous, next]);
	});
});
