import { pageQuery } from '#lib/evidence/evidence-schema.ts';
import { pageResponse } from '#lib/evidence/file-response.server.ts';
import { readOwnPage } from '#lib/evidence/read-evidence.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** The picture of a page of one's own document. */
export const GET = endpoint(
	{
		summary: 'Imagen WebP de una página de un documento propio',
		who: 'la persona titular',
		query: pageQuery,
		answers: {
			200: 'La imagen',
			404: 'El documento o la página no existe, o no es de quien pregunta',
			409: 'Aún está en revisión (being_checked) o no se pudo usar (refused)',
		},
	},
	async ({ event: { locals, params }, query: { size } }) =>
		pageResponse(await readOwnPage(locals.principal, params.id ?? '', params.n ?? '', size)),
);
