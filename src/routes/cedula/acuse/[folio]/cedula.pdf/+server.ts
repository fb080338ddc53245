import { printCedula } from '#lib/cedula/print-cedula.server.ts';
import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** The cédula as it was sent, as a PDF to be saved. */
export const GET: RequestHandler = page(async ({ locals, params }) =>
	fileResponse(await printCedula(locals.principal, params.folio)),
);
