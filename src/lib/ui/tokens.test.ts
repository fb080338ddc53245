import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COLOUR_PAIRS, contrastRatio, parseHex } from './contrast.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Custom properties declared in each `:root` block of the token file, in order: light, then dark. */
function colourBlocks(): Map<string, string>[] {
	return [...css.matchAll(/:root\s*\{([^}]*)\}/g)].map(
		([, body]) =>
			new Map(
				[...body!.matchAll(/(--color-[a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]),
			),
	);
}

function resolve(tokens: Map<string, string>, name: string): string {
	const value = tokens.get(name);
	if (!value) throw new Error(`${name} is not in tokens.css`);
	const reference = /^var\((--color-[a-z-]+)\)$/.exec(value);
	return reference ? resolve(tokens, reference[1]!) : value;
}

const [light, darkOverrides] = colourBlocks() as [Map<string, string>, Map<string, string>];
const dark = new Map([...light, ...darkOverrides]);

describe.each([
	['light', light],
	['dark', dark],
])('in the %s scheme', (_scheme, tokens) => {
	test.each(COLOUR_PAIRS)('$foreground on $background reaches $minimum:1', (pair) => {
		const ratio = contrastRatio(
			parseHex(resolve(tokens, pair.foreground)),
			parseHex(resolve(tokens, pair.background)),
		);
		expect(ratio).toBeGreaterThanOrEqual(pair.minimum);
	});
});

test('the dark scheme changes every colour of ground, ink and meaning', () => {
	const shared = [...light].filter(([name, value]) => !value.startsWith('var(') && !darkOverrides.has(name));
	expect(shared.map(([name]) => name)).toEqual(['--color-focus', '--color-focus-ink']);
});

test('the dark scheme is for screens, so that paper is always black on white', () => {
	expect(css).toContain('@media screen and (prefers-color-scheme: dark)');
});

test('contrast of black on white is 21 and of a colour on itself is 1', () => {
	expect(contrastRatio([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
	expect(contrastRatio([14, 79, 74], [14, 79, 74])).toBe(1);
});

test('a colour that is not six hexadecimal digits is refused', () => {
	expect(() => parseHex('#fff')).toThrow(RangeError);
});
