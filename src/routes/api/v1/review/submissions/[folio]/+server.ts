import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { openCase } from '#lib/review/open-case.server.ts';

export const GET = endpoint(
	{
		summary: 'Una cédula enviada, con sus documentos y lo que conviene revisar; la persona ve que se abrió',
		who: 'reviewer, admin; cualquiera menos la persona misma. Solo decide quien la tiene en revisión',
		answers: {
			200: 'folio, person, claims[] con id, kind, data, revision, state y evidence[] (con readingState y reading[], lo leído junto a lo declarado), warnings[] (con others[], las cédulas de otras personas con lo mismo) y offers',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, cédula propia o conflicto de interés declarado',
			404: 'No hay una cédula con ese folio',
		},
	},
	async ({ event }) => [200, await openCase(event.locals.principal, event.params.folio ?? '')],
);
