import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { imagineOwnRating } from '#lib/rating/what-if/imagine-own-rating.server.ts';
import { nextStarOf } from '#lib/rating/what-if/next-star.ts';
import { listComingCourses } from '#lib/training/read-courses.server.ts';

export const GET = endpoint(
	{
		summary:
			'Caminos a la siguiente estrella, primero por los cursos que vienen del instituto, y lo que sumaría cada paso; { stars: null } antes del dictamen',
		who: 'la persona',
		answers: { 200: 'Los caminos', 401: 'Falta iniciar sesión', 403: 'La cuenta no tiene cédula' },
	},
	async ({ event }) => {
		const { courses } = await listComingCourses();
		const imagined = await imagineOwnRating(event.locals.principal, {}, courses);
		return [200, imagined ? nextStarOf(imagined) : { stars: null }];
	},
);
