import { colourSheet } from '#lib/institution/colours.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { RequestHandler } from './$types';

/** The institution's own colours, linked after the tokens. */
export const GET: RequestHandler = () =>
	new Response(colourSheet(institution().settings.colours), {
		headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' },
	});
