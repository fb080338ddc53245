import { takeAppeal } from '#lib/appeal/take-appeal.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const POST = endpoint(
	{
		summary: 'Toma una aclaración: desde entonces nadie más la responde; tomarla otra vez no cambia nada',
		who: 'reviewer, admin, expert; no la persona misma, ni quien emitió el dictamen, ni con conflicto de interés declarado',
		answers: {
			200: '{ id, state }',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, o es una de las personas que no pueden responderla',
			404: 'No hay una aclaración con ese id',
			409: 'La tiene otra persona o ya se respondió (wrong_state)',
		},
	},
	async ({ event }) => {
		const id = event.params.id ?? '';
		await takeAppeal(event.locals.principal, id);
		return [200, { id, state: 'in_review' }];
	},
);
