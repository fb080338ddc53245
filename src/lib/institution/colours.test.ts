import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colourProblems, colourSheet } from './colours.ts';

const css = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8');
const both = (name: string, light: string, dark: string) => ({
	light: { [name]: light },
	dark: { [name]: dark },
});

describe('the colours that an institution changes', () => {
	it('may be none', () => {
		expect(colourProblems({ light: {}, dark: {} }, css)).toEqual([]);
		expect(colourSheet({ light: {}, dark: {} })).toBe('');
	});

	it('may be dark enough', () => {
		expect(colourProblems(both('--color-primary', '#5a1030', '#f0b0c8'), css)).toEqual([]);
	});

	it('must reach the contrast of text on every ground that they meet', () => {
		const problems = colourProblems(both('--color-ink-soft', '#bbbbbb', '#b4bab8'), css);
		expect(problems).toContain(
			'colours.light: --color-ink-soft sobre --color-paper tiene contraste 1.8:1; se necesita 4.5:1',
		);
		expect(problems.every((problem) => problem.startsWith('colours.light'))).toBe(true);
	});

	it('are checked through the tokens that follow them', () => {
		const problems = colourProblems(both('--color-primary', '#e0e0e0', '#7ccabe'), css);
		expect(problems).toContain(
			'colours.light: --color-link sobre --color-surface tiene contraste 1.3:1; se necesita 4.5:1',
		);
	});

	it('change in both schemes or in none', () => {
		expect(colourProblems({ light: { '--color-primary': '#0e4f4a' }, dark: {} }, css)).toEqual([
			'colours.dark: falta --color-primary, que sí está en colours.light',
		]);
	});

	it('are colours of the interface', () => {
		expect(colourProblems(both('--color-fondo', '#000000', '#ffffff'), css)).toEqual([
			'colours.light.--color-fondo: el programa no usa ese color',
			'colours.dark.--color-fondo: el programa no usa ese color',
		]);
	});

	it('become a style sheet with the dark ones for dark screens only', () => {
		const sheet = colourSheet(both('--color-primary', '#5a1030', '#f0b0c8'));
		expect(sheet.indexOf('#5a1030')).toBeLessThan(
			sheet.indexOf('@media screen and (prefers-color-scheme: dark)'),
		);
		expect(sheet.indexOf('#f0b0c8')).toBeGreaterThan(sheet.indexOf('@media'));
	});
});
