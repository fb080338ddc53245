import { openAppeal } from '#lib/appeal/open-appeal.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const GET = endpoint(
	{
		summary:
			'Una aclaración con sus motivos, el dictamen y los renglones que considera; la persona ve que se abrió',
		who: 'reviewer, admin, expert; no la persona misma, ni quien emitió el dictamen, ni con conflicto de interés declarado',
		answers: {
			200: 'id, state, askedAt, dueOn, mine, holder, criteria[] (key, reasons, outcome, explanation), rating, answeredAt, answeredBy y case, como en GET /review/submissions/{folio} con solo los renglones que se consideran',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso, o es una de las personas que no pueden responderla',
			404: 'No hay una aclaración con ese id',
		},
	},
	async ({ event }) => [200, await openAppeal(event.locals.principal, event.params.id ?? '')],
);
