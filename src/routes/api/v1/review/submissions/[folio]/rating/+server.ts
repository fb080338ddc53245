import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { IssueRating, issueRating } from '#lib/rating/issue-rating.server.ts';

export const POST = endpoint(
	{
		summary: 'Emite el dictamen: las estrellas se calculan con el modelo vigente',
		who: 'quien tiene la cédula en revisión',
		body: IssueRating,
		answers: {
			201: 'El dictamen emitido',
			409: 'Falta decidir un elemento, o la tiene otra persona',
			422: 'Falta atestiguar la identidad',
		},
	},
	async ({ event, body }) => [201, await issueRating(event.locals.principal, event.params.folio ?? '', body)],
);
