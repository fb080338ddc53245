import { AskAppeal, askAppeal } from '#lib/appeal/ask-appeal.server.ts';
import { getOwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const GET = endpoint(
	{
		summary: 'Sus aclaraciones, con la respuesta a cada criterio, y hasta cuándo puede pedir una',
		who: 'servidor público, las propias',
		answers: {
			200: '{ askBy, askMovedFrom, obstacle, appeals[] }; askMovedFrom, el último día que se dijo, si el calendario lo recorrió; obstacle null si puede pedirla, o no_rating, already_asked, appeal_open, period_over',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
		},
	},
	async ({ event }) => [200, await getOwnAppeals(event.locals.principal)],
);

export const POST = endpoint(
	{
		summary: 'Pedir que otra persona revise criterios del dictamen vigente, con los motivos de cada uno',
		who: 'servidor público, la propia',
		body: AskAppeal,
		answers: {
			201: 'La aclaración, con la fecha de respuesta',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			409: 'Sin dictamen (no_rating), ya pedida (already_asked), otra en curso (appeal_open) o fuera de plazo (period_over, con askBy)',
			422: 'Sin motivos o criterio desconocido',
		},
	},
	async ({ event, body }) => [201, await askAppeal(event.locals.principal, body)],
);
