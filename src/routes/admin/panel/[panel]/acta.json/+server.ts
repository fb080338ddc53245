import { exportMinutes } from '#lib/panel/print-minutes.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** What the members of a panel sign, to those who run it: a file whose SHA-256 is the digest of the minutes. */
export const GET: RequestHandler = page(async ({ locals, params }) => {
	const { name, text } = await exportMinutes(locals.principal, params.panel);
	return new Response(text, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store',
		},
	});
});
