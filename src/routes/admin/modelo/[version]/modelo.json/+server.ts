import { page } from '#lib/platform/http/page.server.ts';
import { exportModel } from '#lib/rating/model/read-models.server.ts';
import type { RequestHandler } from './$types';

/** A version of the model as a file. */
export const GET: RequestHandler = page(async ({ locals, params }) => {
	const { name, text } = await exportModel(locals.principal, params.version);
	return new Response(text, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store',
		},
	});
});
