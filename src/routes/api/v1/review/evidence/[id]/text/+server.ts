import { readTextForReview } from '#lib/cedula/read-submitted-evidence.server.ts';
import { fileTextSchema } from '#lib/evidence/evidence-schema.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** What was read in a document that somebody sent; the person sees it in their access log. */
export const GET = endpoint(
	{
		summary: 'Las palabras que se leyeron en un documento enviado, con su lugar; queda en la bitácora',
		who: 'validación y administración, no la persona titular',
		answers: {
			200: 'Las palabras, página por página, como se ven las páginas',
			403: 'Sin permiso, o es de la propia cédula',
			404: 'El documento no existe, o nunca se envió',
		},
		answer: fileTextSchema,
	},
	async ({ event: { locals, params } }) => [200, await readTextForReview(locals.principal, params.id ?? '')],
);
