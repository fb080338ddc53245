import { page } from '#lib/platform/http/page.server.ts';
import { checkCase } from '#lib/review/check-case.server.ts';
import type { RequestHandler } from './$types';

/** How the case stands, for its page to tell when it no longer shows it as it is. */
export const GET: RequestHandler = page(async ({ locals, params }) =>
	Response.json(await checkCase(locals.principal, params.folio), {
		headers: { 'cache-control': 'no-store' },
	}),
);
