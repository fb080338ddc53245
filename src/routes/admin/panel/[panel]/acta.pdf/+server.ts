import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { printMinutes } from '#lib/panel/print-minutes.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** The minutes of a panel to those who run it. */
export const GET: RequestHandler = page(async ({ locals, params }) =>
	fileResponse(await printMinutes(locals.principal, params.panel)),
);
