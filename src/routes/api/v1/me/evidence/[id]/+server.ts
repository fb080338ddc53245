import { removeEvidence } from '#lib/cedula/remove-evidence.server.ts';
import { evidenceSchema } from '#lib/evidence/evidence-schema.ts';
import { getOwnEvidence } from '#lib/evidence/read-evidence.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

/** One's own document and how its check stands. */
export const GET = endpoint(
	{
		summary: 'Un documento propio y en qué va su revisión',
		who: 'la persona titular',
		answers: { 200: 'El documento', 404: 'No existe o no es de quien pregunta' },
		answer: evidenceSchema,
	},
	async ({ event: { locals, params } }) => [200, await getOwnEvidence(locals.principal, params.id ?? '')],
);

/** Deletes one's own document for good. */
export const DELETE = endpoint(
	{
		summary: 'Elimina un documento propio de todos los renglones',
		who: 'la persona titular',
		answers: {
			204: 'Eliminado',
			404: 'No existe o no es de quien pregunta',
			409: 'Forma parte de una cédula enviada (held_by_submission)',
		},
	},
	async ({ event: { locals, params } }) => {
		await removeEvidence(locals.principal, params.id ?? '');
		return [204, null];
	},
);
