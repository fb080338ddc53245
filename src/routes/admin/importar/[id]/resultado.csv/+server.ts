import { page } from '#lib/platform/http/page.server.ts';
import { reportImport } from '#lib/roster/read-import.server.ts';
import type { RequestHandler } from './$types';

/** What was done with each line, for a spreadsheet. */
export const GET: RequestHandler = page(async ({ locals, params }) => {
	const { name, text } = await reportImport(locals.principal, params.id);
	return new Response(text, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store',
		},
	});
});
