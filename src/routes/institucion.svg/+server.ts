import { readPalettes } from '#lib/institution/colours.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { rosetteSvg } from '#lib/ui/rosette.ts';
import tokens from '#lib/ui/tokens.css?raw';
import type { RequestHandler } from './$types';

const PRIMARY = '--color-primary';

/**
 * The institution's logo, or the rosette of its key while it has none.
 * It may never run anything, even when opened by itself.
 */
export const GET: RequestHandler = () => {
	const { logo, key } = institution();
	return new Response(
		logo?.svg ?? rosetteSvg(key, { stroke: 'currentColor', width: 1, style: markStyle() }),
		{
			headers: {
				'content-type': 'image/svg+xml; charset=utf-8',
				'cache-control': 'public, max-age=3600',
				'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
			},
		},
	);
};

/** The primary colour in both schemes: a picture does not see the tokens of the page. */
function markStyle(): string {
	const palettes = readPalettes(tokens);
	const { light, dark } = institution().settings.colours;
	const day = light[PRIMARY] ?? palettes.light.get(PRIMARY);
	const night = dark[PRIMARY] ?? palettes.dark.get(PRIMARY);
	return `svg{color:${day}}@media screen and (prefers-color-scheme:dark){svg{color:${night}}}`;
}
