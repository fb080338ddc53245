import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { QueueItem } from '#lib/review/queue-item.ts';
import { takeNext } from '#lib/review/take-next.server.ts';

export const POST = endpoint(
	{
		summary: 'Toma la siguiente cédula; quien ya tiene una abierta recibe esa misma',
		who: 'reviewer, admin; nunca la cédula propia ni una con conflicto de interés declarado',
		answer: QueueItem,
		answers: {
			200: 'La cédula tomada',
			204: 'No hay cédulas en espera',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso',
		},
	},
	async ({ event }) => {
		const item = await takeNext(event.locals.principal);
		return item ? [200, item] : [204, null];
	},
);
