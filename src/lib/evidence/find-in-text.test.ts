import { describe, expect, it } from 'vitest';
import { findInText, shownPage, type ShownPage } from './find-in-text.ts';
import type { Box } from './reading.ts';

/** A page of such lines; every word is a tenth wide and a line a tenth high. */
function pageOf(...lines: string[]): ShownPage {
	return { source: 'layer', lines: wordsOf(lines) };
}

function wordsOf(lines: string[]) {
	return lines.map((line, row) =>
		line.split(' ').map((text, place) => ({ text, box: boxAt(row, place) as Box })),
	);
}

function boxAt(row: number, place: number): Box {
	return [place / 10, row / 10, (place + 1) / 10, (row + 1) / 10];
}

const found = (page: ShownPage, query: string) => findInText([page], query).map(({ boxes }) => boxes);

describe('finding in a document', () => {
	it('finds words whatever their accents and capitals, with the place of each', () => {
		const page = pageOf('Licenciatura en ADMINISTRACIÓN', 'de la administracion pública');
		expect(found(page, 'Administración')).toEqual([[boxAt(0, 2)], [boxAt(1, 2)]]);
		expect(found(page, 'publica')).toEqual([[boxAt(1, 3)]]);
	});

	it('finds the beginning and the middle of a word', () => {
		expect(found(pageOf('Tesorera municipal'), 'tesor')).toEqual([[boxAt(0, 0)]]);
		expect(found(pageOf('Subtesorera municipal'), 'tesor')).toEqual([[boxAt(0, 0)]]);
	});

	it('finds several words, also over the end of a line', () => {
		const page = pageOf('consta que Ximena', 'Quiroz Montiel concluyó');
		expect(found(page, 'ximena quiroz montiel')).toEqual([[boxAt(0, 2), [0, 0.1, 0.2, 0.2]]]);
	});

	it('does not take the end of a word and the beginning of the next for one', () => {
		expect(found(pageOf('la casa'), 'lac')).toEqual([]);
	});

	it('finds a word that is broken at the end of a line, with or without its hyphen', () => {
		const page = pageOf('en conta-', 'bilidad técnico-', 'administrativa');
		expect(found(page, 'contabilidad')).toEqual([[boxAt(0, 1), boxAt(1, 0)]]);
		expect(found(page, 'técnico-administrativa')).toHaveLength(1);
		expect(found(page, 'tecnico administrativa')).toHaveLength(1);
	});

	it('does not join lines that end with a dash of their own', () => {
		expect(found(pageOf('2015 -', 'acta'), '2015acta')).toEqual([]);
	});

	it('finds dates, keys and abbreviations however they are punctuated', () => {
		const page = pageOf('el 12/05/2015 R.F.C. CURP: QUMX800101');
		for (const date of ['12/05/2015', '12-05-2015', '12 05 2015', '05/2015', '2015'])
			expect(found(page, date), date).toEqual([[boxAt(0, 1)]]);
		for (const key of ['rfc', 'R.F.C.']) expect(found(page, key), key).toEqual([[boxAt(0, 2)]]);
		expect(found(page, 'qumx80')).toEqual([[boxAt(0, 4)]]);
	});

	it('does not take what is looked for as a pattern', () => {
		expect(found(pageOf('acta (copia) a.c'), '(.*)')).toEqual([]);
		expect(found(pageOf('acta (copia)'), '(copia)')).toHaveLength(1);
		expect(found(pageOf('abc a.c'), 'a.c')).toEqual([[boxAt(0, 1)]]);
	});

	it.each(['', ' ', 'a', '¿?', '\u0000'])('finds nothing for %j', (query) => {
		expect(found(pageOf('a b c ¿?'), query)).toEqual([]);
	});

	it('goes through the pages in order and tells what stands around', () => {
		const pages = [
			pageOf('uno'),
			pageOf('a b c d e f g acta h i j k l m n'),
			pageOf('nada'),
			pageOf('el acta'),
		];
		expect(findInText(pages, 'acta').map(({ page, context }) => [page, context])).toEqual([
			[2, '… b c d e f g acta h i j k l m …'],
			[4, 'el acta'],
		]);
	});

	it('adds what only the second look at a picture read', () => {
		const lines = wordsOf(['acta x']);
		const pieces = [...wordsOf(['acta nacimiento'])];
		const page: ShownPage = { source: 'picture', lines, pieces };
		expect(found(page, 'acta')).toEqual([[boxAt(0, 0)]]);
		expect(found(page, 'nacimiento')).toEqual([[boxAt(0, 1)]]);
	});

	it('stops at five hundred places', () => {
		expect(findInText([pageOf('ha '.repeat(900).trim())], 'ha')).toHaveLength(500);
	});
});

describe('a page as it is shown', () => {
	it('has its places where its person turned it, and no more than is needed', () => {
		const line = [{ text: 'acta', box: [0.1, 0.2, 0.3, 0.4] as Box, confidence: 71 }];
		const read = { source: 'picture' as const, shape: 1, lines: [line], pieces: [line] };
		const word = { text: 'acta', box: [0.7, 0.6, 0.9, 0.8] };
		const { lines, pieces, ...rest } = shownPage(read, 2);
		expect(rest).toEqual({ source: 'picture' });
		for (const found of [lines, pieces]) {
			expect(found![0]![0]!.text).toBe(word.text);
			found![0]![0]!.box.forEach((place, index) => expect(place).toBeCloseTo(word.box[index]!));
		}
		expect(shownPage({ ...read, pieces: undefined }, 0)).not.toHaveProperty('pieces');
	});
});
