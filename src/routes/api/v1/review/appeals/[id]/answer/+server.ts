import { AnswerAppeal, answerAppeal } from '#lib/appeal/answer-appeal.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const POST = endpoint(
	{
		summary:
			'Responde una aclaración criterio por criterio; si cambia la decisión de un renglón, emite un dictamen nuevo',
		who: 'quien tiene la aclaración, o quien la tuvo mientras nadie más la tome',
		body: AnswerAppeal,
		answers: {
			201: '{ id, changed, newRatingId }; newRatingId null si todo se confirma',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, o es una de las personas que no pueden responderla',
			404: 'No hay una aclaración con ese id',
			409: 'La tiene otra persona (not_holder) o ya se respondió (wrong_state)',
			422: 'Falta el resultado o la explicación de un criterio, o no concuerdan con los renglones; con sus rutas',
		},
	},
	async ({ event, body }) => [201, await answerAppeal(event.locals.principal, event.params.id ?? '', body)],
);
