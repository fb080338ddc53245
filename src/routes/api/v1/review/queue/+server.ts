import { z } from 'zod';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { ListQueue, listQueue } from '#lib/review/list-queue.server.ts';
import { QueueItem } from '#lib/review/queue-item.ts';

export const GET = endpoint(
	{
		summary: 'La fila de cédulas abiertas, de la que vence primero a la que vence después',
		who: 'reviewer, admin; nunca aparece la cédula propia ni una con conflicto de interés declarado',
		query: ListQueue,
		answer: z.object({ items: z.array(QueueItem), cursor: z.string().nullable() }),
		answers: {
			200: 'items y cursor de la página siguiente (null en la última)',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso',
			422: 'Un parámetro no es válido',
		},
	},
	async ({ event, query }) => [200, await listQueue(event.locals.principal, query)],
);
