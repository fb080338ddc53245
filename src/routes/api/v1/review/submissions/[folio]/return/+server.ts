import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { returnSubmission } from '#lib/review/return-submission.server.ts';

export const POST = endpoint(
	{
		summary: 'Devuelve la cédula con todas sus observaciones en un mensaje; el plazo se detiene',
		who: 'quien tiene la cédula en revisión',
		answers: {
			200: 'folio, state, observed y correctBy, el último día para responder',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso o cédula propia',
			404: 'No hay una cédula con ese folio',
			409: 'No hay nada observado, o la tiene otra persona',
		},
	},
	async ({ event }) => [200, await returnSubmission(event.locals.principal, event.params.folio ?? '')],
);
