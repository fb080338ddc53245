import type { Transport } from '@sveltejs/kit/hooks';
import { RenderOnly } from '#lib/platform/render-only.ts';

/** How data of our own types goes from a `load` to the script of a page. */
export const transport: Transport = {
	RenderOnly: {
		encode: (value) => value instanceof RenderOnly && [],
		decode: () => {
			throw new Error('a page with script was given data that only the server renders');
		},
	},
};
