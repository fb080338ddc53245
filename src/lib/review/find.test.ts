import { describe, expect, it } from 'vitest';
import type { ShownPage } from '#lib/evidence/find-in-text.ts';
import { findInFiles, firstFrom, searchLimits, searchWords, stepFrom, type LoadedText } from './find.ts';

const page = (words: string, source: ShownPage['source'] = 'layer'): ShownPage => ({
	source,
	lines: [words.split(' ').map((text) => ({ text, box: [0, 0, 1, 1] }))],
});
const read = (...pages: ShownPage[]): LoadedText => ({ readingState: 'done', pages });
const files = (...texts: LoadedText[]) =>
	texts.map((text, index) => ({ id: `f${index + 1}`, name: `${index + 1}.pdf`, text }));

const two = files(read(page('un acta'), page('otra acta')), read(page('el acta')));

describe('finding in the documents of a claim', () => {
	it('goes through them in order', () => {
		const places = findInFiles(two, 'acta');
		expect(places.map((place) => [place.fileId, place.page])).toEqual([
			['f1', 1],
			['f1', 2],
			['f2', 1],
		]);
	});

	it('begins at the document that is looked at, or at the next one that has it', () => {
		const places = findInFiles(two, 'acta');
		expect(firstFrom(places, two, 'f2')).toBe(2);
		expect(firstFrom(places, two, 'f1')).toBe(0);
		expect(firstFrom(places, two, null)).toBe(0);
		expect(firstFrom(places.slice(0, 2), two, 'f2')).toBe(0);
		expect(firstFrom([], two, 'f2')).toBe(-1);
	});

	it('goes on after the last with the first, and back', () => {
		expect([stepFrom(0, 3, 1), stepFrom(2, 3, 1), stepFrom(0, 3, -1)]).toEqual([1, 0, 2]);
		expect([stepFrom(-1, 3, 1), stepFrom(-1, 3, -1), stepFrom(-1, 0, 1)]).toEqual([0, 2, -1]);
	});
});

describe('what is said of it', () => {
	const words = (given: typeof two, query: string, current: number) =>
		searchWords(query, given, findInFiles(given, query), current);

	it('tells which place of how many, and its document when there are several', () => {
		expect(words(two, 'acta', 1)).toBe('2 de 3, página 2 de 1.pdf');
		expect(words(two.slice(0, 1), 'acta', 1)).toBe('2 de 2, página 2');
	});

	it('tells how many there are while none is shown', () => {
		expect(words(two, 'acta', -1)).toBe('3 lugares');
		expect(words(two, 'otra', -1)).toBe('1 lugar');
	});

	it('tells that there is none, that it still looks, and nothing before that', () => {
		expect(words(two, 'título', -1)).toBe('No aparece en lo que se leyó');
		expect(words(files(read(page('acta')), undefined), 'acta', 0)).toBe('Buscando…');
		expect(words(two, ' a ', -1)).toBe('');
	});

	it('does not say that something is missing where nothing could be looked through', () => {
		expect(words(files('missing', { readingState: 'pending', pages: [] }), 'acta', -1)).toBe(
			'No se pudo buscar',
		);
		expect(words(files('missing', read(page('x'))), 'acta', -1)).toBe('No aparece en lo que se leyó');
	});

	it('tells which documents were not looked through whole', () => {
		const pages = [page('', 'none'), page('x'), page('', 'none')];
		const given = files(
			read(page('acta')),
			{ readingState: 'pending', pages: [] },
			{ readingState: 'failed', pages: [] },
			'missing',
			undefined,
			read(page('x', 'picture')),
			read(...pages),
			read(...pages.slice(0, 2)),
		);
		expect(searchLimits(given)).toEqual([
			'2.pdf aún no se lee: no se buscó en él.',
			'3.pdf no se pudo leer: búsquelo usted.',
			'No se pudo abrir la lectura de 4.pdf. Cierre la búsqueda y vuelva a abrirla.',
			'6.pdf es una imagen: puede haber palabras mal leídas.',
			'Las páginas 1, 3 de 7.pdf no se pudieron leer.',
			'La página 1 de 8.pdf no se pudo leer.',
		]);
	});
});
