import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { GiveVerdict, giveVerdict } from '#lib/review/give-verdict.server.ts';

export const POST = endpoint(
	{
		summary: 'Acepta, observa o rechaza un renglón; puede cambiarse hasta devolver o dictaminar',
		who: 'quien tiene la cédula en revisión',
		body: GiveVerdict,
		answers: {
			200: 'La decisión que quedó',
			401: 'Falta iniciar sesión',
			403: 'Sin permiso o cédula propia',
			404: 'Ese renglón no está en ninguna cédula enviada',
			409: 'La tiene otra persona, o el renglón cambió (stale_revision)',
			422: 'Falta el motivo, o no sirve para esa decisión',
		},
	},
	async ({ event, body }) => [200, await giveVerdict(event.locals.principal, event.params.id ?? '', body)],
);
