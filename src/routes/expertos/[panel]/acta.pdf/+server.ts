import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { printOwnMinutes } from '#lib/panel/print-minutes.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** The minutes of a panel to one of its members. */
export const GET: RequestHandler = page(async ({ locals, params }) =>
	fileResponse(await printOwnMinutes(locals.principal, params.panel)),
);
