import { ListAppeals, listAppeals } from '#lib/appeal/list-appeals.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const GET = endpoint(
	{
		summary: 'Las aclaraciones abiertas que puede responder, de la que vence primero a la que vence después',
		who: 'reviewer, admin, expert; nunca aparece la propia, la de un dictamen que emitió ni una con conflicto de interés declarado',
		query: ListAppeals,
		answers: {
			200: 'items[] con id, folio, askedAt, dueOn, municipality, criteria[], state, assignedTo y mine, y cursor de la página siguiente (null en la última)',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso',
			422: 'Un parámetro no es válido',
		},
	},
	async ({ event, query }) => [200, await listAppeals(event.locals.principal, query)],
);
