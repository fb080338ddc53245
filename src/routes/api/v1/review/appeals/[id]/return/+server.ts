import { handOverAppeal } from '#lib/appeal/take-appeal.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const POST = endpoint(
	{
		summary: 'Regresa a la lista una aclaración que se tomó, para que la responda alguien más',
		who: 'quien tiene la aclaración',
		answers: {
			200: '{ id, state }',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, o es una de las personas que no pueden responderla',
			404: 'No hay una aclaración con ese id',
			409: 'No la tiene usted (not_holder) o ya se respondió (wrong_state)',
		},
	},
	async ({ event }) => {
		const id = event.params.id ?? '';
		await handOverAppeal(event.locals.principal, id);
		return [200, { id, state: 'received' }];
	},
);
