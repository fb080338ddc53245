import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { isKeptReading, IssueRating, issueRating } from '#lib/rating/issue-rating.server.ts';

const KEPT_WORDS = {
	second:
		'Su revisión quedó guardada. Esta cédula se eligió para una segunda lectura: otra persona la revisará sin ver la suya.',
	third:
		'Su revisión quedó guardada. No coincide en todo con la primera lectura, así que otra persona decidirá en una tercera.',
};

export const POST = endpoint(
	{
		summary: 'Emite el dictamen: las estrellas se calculan con el modelo vigente',
		who: 'quien tiene la cédula en revisión',
		body: IssueRating,
		answers: {
			201: 'El dictamen emitido',
			202: 'La revisión quedó guardada y todavía no hay dictamen: la cédula es de la muestra que lee otra persona. folio, state (received), rereading (second; third si las dos lecturas no coinciden) y message',
			409: 'Falta decidir un elemento, o la tiene otra persona',
			422: 'Falta atestiguar la identidad',
		},
	},
	async ({ event, body }) => {
		const answer = await issueRating(event.locals.principal, event.params.folio ?? '', body);
		if (!isKeptReading(answer)) return [201, answer];
		return [202, { ...answer, message: KEPT_WORDS[answer.rereading] }];
	},
);
