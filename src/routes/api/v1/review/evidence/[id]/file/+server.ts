import { readFileForReview } from '#lib/cedula/read-submitted-evidence.server.ts';
import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** Downloads a document that somebody sent; the person sees it in their access log. */
export const GET = endpoint(
	{
		summary: 'Descarga un documento de una cédula enviada; queda en la bitácora',
		who: 'validación y administración, no la persona titular',
		answers: {
			200: 'El archivo, para guardarse',
			403: 'Sin permiso, o es de la propia cédula',
			404: 'No existe o nunca se envió',
		},
	},
	async ({ event: { locals, params } }) =>
		fileResponse(await readFileForReview(locals.principal, params.id ?? '')),
);
