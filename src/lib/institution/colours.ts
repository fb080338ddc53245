import { z } from 'zod';
import { COLOUR_PAIRS, contrastRatio, parseHex } from '#lib/ui/contrast.ts';

const scheme = z.record(
	z.string().regex(/^--color-[a-z]+(-[a-z]+)*$/, 'se esperaba una propiedad de color, como --color-primary'),
	z.string().regex(/^#[0-9a-fA-F]{6}$/, 'se esperaba un color #rrggbb'),
);

/** Colours that the institution changes, by CSS custom property, for the light and the dark scheme. */
export const colourOverrides = z.strictObject({ light: scheme, dark: scheme });

/** Colours that the institution changes. */
export type ColourOverrides = z.infer<typeof colourOverrides>;

type Palette = ReadonlyMap<string, string>;

/** Reads the default palettes out of the text of `ui/tokens.css`: the first `:root` block is light, the second dark. */
export function readPalettes(css: string): { light: Palette; dark: Palette } {
	const [light, dark] = [...css.matchAll(/:root\s*\{([^}]*)\}/g)].map(
		([, body = '']) =>
			new Map(
				[...body.matchAll(/(--color-[a-z-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
					name,
					value,
				]),
			),
	);
	return { light: light ?? new Map(), dark: new Map([...(light ?? []), ...(dark ?? [])]) };
}

/**
 * What is wrong with the changed colours, as `path: message` in Spanish: an unknown property, one that is
 * changed in one scheme only, or a pair under its contrast (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export function colourProblems(overrides: ColourOverrides, css: string): string[] {
	const palettes = readPalettes(css);
	return (['light', 'dark'] as const).flatMap((name) => {
		const other = name === 'light' ? 'dark' : 'light';
		const own = overrides[name];
		const unknown = Object.keys(own).filter((property) => !palettes.light.has(property));
		const missing = Object.keys(overrides[other]).filter((property) => !(property in own));
		return [
			...unknown.map((property) => `colours.${name}.${property}: el programa no usa ese color`),
			...missing.map((property) => `colours.${name}: falta ${property}, que sí está en colours.${other}`),
			...contrastProblems(name, new Map([...palettes[name], ...Object.entries(own)]), own),
		];
	});
}

function contrastProblems(schemeName: string, palette: Palette, own: Record<string, string>): string[] {
	return COLOUR_PAIRS.flatMap(({ foreground, background, minimum }) => {
		const pair = [resolve(palette, foreground), resolve(palette, background)] as const;
		if (!pair.some((property) => property in own)) return [];
		const colours = pair.map((property) => palette.get(property)).filter((colour) => colour !== undefined);
		const [one, other] = colours.map(parseHex);
		if (!one || !other) return [`colours.${schemeName}: falta el color de ${foreground} o de ${background}`];
		const ratio = contrastRatio(one, other);
		if (ratio >= minimum) return [];
		const shown = Math.floor(ratio * 10) / 10;
		return [
			`colours.${schemeName}: ${foreground} sobre ${background} tiene contraste ${shown}:1; se necesita ${minimum}:1`,
		];
	});
}

/** Follows `var(--…)` to the property that holds the colour itself. */
function resolve(palette: Palette, property: string): string {
	const [, target] = /^var\((--color-[a-z-]+)\)$/.exec(palette.get(property) ?? '') ?? [];
	return target ? resolve(palette, target) : property;
}

/** Style sheet with the institution's colours, to be linked after the tokens; empty when it changes none. */
export function colourSheet({ light, dark }: ColourOverrides): string {
	const rules = (colours: Record<string, string>) =>
		Object.entries(colours)
			.map(([property, colour]) => `\t${property}: ${colour};\n`)
			.join('');
	if (Object.keys(light).length === 0) return '';
	return `:root {\n${rules(light)}}\n\n@media screen and (prefers-color-scheme: dark) {\n:root {\n${rules(dark)}}\n}\n`;
}
