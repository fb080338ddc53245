import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';

export const GET = endpoint(
	{
		summary:
			'Estrellas, puntos por criterio, documentos y regla de cada uno; { stars: null } antes del dictamen',
		who: 'la persona',
		answers: { 200: 'El dictamen vigente', 401: 'Falta iniciar sesión', 403: 'La cuenta no tiene cédula' },
	},
	async ({ event }) => [200, await getOwnRating(event.locals.principal)],
);
