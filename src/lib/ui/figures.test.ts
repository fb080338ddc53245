import { expect, test } from 'vitest';
import { pointsText, starFills, starsText } from './figures.ts';

const drawn = (tenths: number | null) =>
	starFills(tenths)
		.map((fill) => ({ full: '●', half: '◐', empty: '○' })[fill])
		.join('');

test.each([
	[10, '●○○○○'],
	[12, '●○○○○'],
	[13, '●◐○○○'],
	[17, '●◐○○○'],
	[18, '●●○○○'],
	[34, '●●●◐○'],
	[37, '●●●◐○'],
	[47, '●●●●◐'],
	[48, '●●●●●'],
	[50, '●●●●●'],
	[null, '○○○○○'],
])('%s tenths are drawn as %s', (tenths, stars) => {
	expect(drawn(tenths)).toBe(stars);
});

test('stars are told with one decimal, and their absence in words', () => {
	expect(starsText(34)).toBe('3.4 de 5 estrellas');
	expect(starsText(50)).toBe('5.0 de 5 estrellas');
	expect(starsText(null)).toBe('Sin ponderación');
});

test.each([
	[2300, '23'],
	[1320, '13.2'],
	[350, '3.5'],
	[125, '1.25'],
	[0, '0'],
	[10000, '100'],
])('%s hundredths read as %s points', (points, text) => {
	expect(pointsText(points)).toBe(text);
});
