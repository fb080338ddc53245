import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { exportMinutes } from '#lib/panel/print-minutes.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** What the members of a panel sign, to those who run it: a file whose SHA-256 is the digest of the minutes. */
export const GET: RequestHandler = page(async ({ locals, params }) =>
	fileResponse(await exportMinutes(locals.principal, params.panel)),
);
