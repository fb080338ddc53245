import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { AccessLogQuery, listAccessLog } from '#lib/privacy/list-access-log.server.ts';

export const GET = endpoint(
	{
		summary: 'Quién consultó mis datos, cuándo y para qué; lo más reciente primero',
		who: 'la persona',
		query: AccessLogQuery,
		answers: { 200: 'items de { at, who, what, purpose } y cursor', 401: 'Falta iniciar sesión' },
	},
	async ({ event, query }) => [200, await listAccessLog(event.locals.principal, query)],
);
