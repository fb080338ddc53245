import { fileResponse } from '#lib/evidence/file-response.server.ts';
import { readOwnFile } from '#lib/evidence/read-evidence.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** Downloads one's own document. */
export const GET = endpoint(
	{
		summary: 'Descarga un documento propio: el PDF original o la copia limpia de una foto',
		who: 'la persona titular',
		answers: {
			200: 'El archivo, para guardarse',
			404: 'No existe o no es de quien pregunta',
			409: 'Aún está en revisión (being_checked) o no se pudo usar (refused)',
		},
	},
	async ({ event: { locals, params } }) => fileResponse(await readOwnFile(locals.principal, params.id ?? '')),
);
