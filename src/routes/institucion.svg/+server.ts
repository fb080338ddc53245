import { error } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { RequestHandler } from './$types';

/** The institution's logo; it may never run anything, even when opened by itself. */
export const GET: RequestHandler = () => {
	const { logo } = institution();
	if (!logo) error(404, 'La institución no tiene logotipo.');
	return new Response(logo.svg, {
		headers: {
			'content-type': 'image/svg+xml; charset=utf-8',
			'cache-control': 'public, max-age=3600',
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
		},
	});
};
