import { readAppealFile } from '#lib/appeal/read-appeal-file.server.ts';
import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** Downloads a document of an appeal; the person sees it in their access log. */
export const GET = endpoint(
	{
		summary: 'Descarga un documento de los renglones que una aclaración considera; queda en la bitácora',
		who: 'quien puede responder la aclaración',
		answers: {
			200: 'El archivo, para guardarse',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, o es una de las personas que no pueden responderla',
			404: 'La aclaración no existe, o el documento no es de ella',
		},
	},
	async ({ event: { locals, params } }) =>
		fileResponse(await readAppealFile(locals.principal, params.id ?? '', params.evidence ?? '')),
);
