import { readPageForReview } from '#lib/cedula/read-submitted-evidence.server.ts';
import { pageQuery } from '#lib/evidence/evidence-schema.ts';
import { pageResponse } from '#lib/evidence/file-response.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** The picture of a page of a document that somebody sent; the person sees it in their access log. */
export const GET = endpoint(
	{
		summary: 'Imagen WebP de una página de un documento enviado; queda en la bitácora',
		who: 'validación y administración, no la persona titular',
		query: pageQuery,
		answers: {
			200: 'La imagen',
			403: 'Sin permiso, o es de la propia cédula',
			404: 'El documento o la página no existe, o nunca se envió',
		},
	},
	async ({ event: { locals, params }, query: { size } }) =>
		pageResponse(await readPageForReview(locals.principal, params.id ?? '', params.n ?? '', size)),
);
