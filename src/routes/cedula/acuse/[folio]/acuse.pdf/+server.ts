import { printAcknowledgement } from '#lib/cedula/print-acknowledgement.server.ts';
import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** The acknowledgement as a PDF, to be saved. */
export const GET: RequestHandler = page(async ({ locals, params }) =>
	fileResponse(await printAcknowledgement(locals.principal, params.folio)),
);
