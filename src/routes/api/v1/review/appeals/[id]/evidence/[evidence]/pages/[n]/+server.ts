import { readAppealPage } from '#lib/appeal/read-appeal-file.server.ts';
import { pageQuery } from '#lib/evidence/evidence-schema.ts';
import { pageResponse } from '#lib/evidence/file-response.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** The picture of a page of a document of an appeal; the person sees it in their access log. */
export const GET = endpoint(
	{
		summary: 'Imagen WebP de una página de un documento que una aclaración considera; queda en la bitácora',
		who: 'quien puede responder la aclaración',
		query: pageQuery,
		answers: {
			200: 'La imagen',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, o es una de las personas que no pueden responderla',
			404: 'La aclaración o la página no existe, o el documento no es de ella',
		},
	},
	async ({ event: { locals, params }, query: { size } }) =>
		pageResponse(
			await readAppealPage(locals.principal, params.id ?? '', params.evidence ?? '', {
				page: params.n ?? '',
				size,
			}),
		),
);
