import { redirect } from '@sveltejs/kit';
import { getOwnCertificate } from '#lib/credentials/own-certificate.server.ts';
import { printCertificate } from '#lib/credentials/print-certificate.server.ts';
import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { RequestHandler } from './$types';

/** The certificate of one’s rating as a PDF, to be saved; before the first one the person is asked what others may see. */
export const GET: RequestHandler = page(async ({ locals }) => {
	const { current } = await getOwnCertificate(locals.principal);
	if (!current) redirect(303, '/mi/ponderacion/constancia');
	return fileResponse(await printCertificate(locals.principal));
});
