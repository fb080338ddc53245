/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A foreground token on a background token that the interface puts together, and the ratio it must reach. */
export type ColourPair = { foreground: string; background: string; minimum: number };

const TEXT = 4.5;
const GRAPHIC = 3;

const pair = (minimum: number, foregrounds: string[], backgrounds: string[]): ColourPair[] =>
	foregrounds.flatMap((foreground) =>
		backgrounds.map((background) => ({
			foreground: `--color-${foreground}`,
			background: `--color-${background}`,
			minimum,
		})),
	);

/**
 * Every pair of colour tokens that the components use.
 * Text needs 4.5:1, borders of controls and graphics 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const COLOUR_PAIRS: readonly ColourPair[] = [
	...pair(
		TEXT,
		[
			'ink',
			'ink-soft',
			'link',
			'link-strong',
			'primary',
			'error',
			'error-strong',
			'success',
			'warning',
			'info',
		],
		['paper', 'surface', 'sunken'],
	),
	...pair(TEXT, ['ink', 'ink-soft', 'link'], ['primary-tint']),
	...pair(TEXT, ['ink', 'link', 'error'], ['error-tint']),
	...pair(TEXT, ['ink', 'link', 'success'], ['success-tint']),
	...pair(TEXT, ['ink', 'link', 'warning'], ['warning-tint']),
	...pair(TEXT, ['ink', 'link', 'info'], ['info-tint']),
	...pair(TEXT, ['on-primary'], ['primary', 'primary-strong']),
	...pair(TEXT, ['on-error'], ['error', 'error-strong']),
	...pair(TEXT, ['on-band', 'on-band-soft'], ['band']),
	...pair(TEXT, ['focus-ink'], ['focus']),
	...pair(GRAPHIC, ['line-strong', 'star', 'primary'], ['paper', 'surface', 'sunken']),
	...pair(GRAPHIC, ['star'], ['primary-tint']),
];

/**
 * Reads a colour written as six hexadecimal digits.
 * @throws {RangeError} when the text is anything else
 */
export function parseHex(colour: string): Rgb {
	const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
	if (!digits) throw new RangeError(`Not a #rrggbb colour: ${colour}`);
	return [parseInt(digits[1]!, 16), parseInt(digits[2]!, 16), parseInt(digits[3]!, 16)];
}

/** Contrast ratio of two colours, 1 to 21, whichever is the lighter (WCAG 2.2, relative luminance). */
export function contrastRatio(one: Rgb, other: Rgb): number {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
	return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
	const share = channel / 255;
	return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
