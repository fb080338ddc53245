import type { StarFill } from './figures.ts';

/** A star in a box of 24 by 24, and its left half. */
export const STAR =
	'M12 1.8l3.15 6.66 7.25.95-5.32 5.05 1.35 7.24L12 18.18 5.57 21.7l1.35-7.24L1.6 9.41l7.25-.95z';
export const LEFT_HALF = 'M12 1.8v16.38L5.57 21.7l1.35-7.24L1.6 9.41l7.25-.95z';

/** Stars as a standalone SVG picture, in one colour. */
export function starsSvg(fills: readonly StarFill[], colour: string): string {
	const drawn = fills.map((fill, index) => {
		const half = fill === 'half' ? `<path d="${LEFT_HALF}" fill="${colour}"/>` : '';
		const inside = fill === 'full' ? colour : 'none';
		return `<g transform="translate(${index * 27})">${half}<path d="${STAR}" fill="${inside}" stroke="${colour}" stroke-width="1.3" stroke-linejoin="round"/></g>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 24">${drawn.join('')}</svg>`;
}
