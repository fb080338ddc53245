import { z } from 'zod';
import { getConsents } from '#lib/privacy/get-consents.server.ts';
import { consentDecisions, setConsents } from '#lib/privacy/set-consents.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

const consents = z.object({
	bank: z.boolean(),
	jobAlerts: z.boolean(),
	invitations: z.boolean(),
	publicCv: z.boolean(),
});

export const GET = endpoint(
	{
		summary: 'Sus consentimientos, por finalidad',
		who: 'servidor público, los propios',
		answer: consents,
		answers: { 200: 'Finalidad y decisión vigente', 401: 'Falta iniciar sesión', 403: 'Sin cédula' },
	},
	async ({ event }) => [200, await getConsents(event.locals.principal)],
);

export const PUT = endpoint(
	{
		summary: 'Dar o retirar consentimientos; lo que no se nombra queda como está',
		who: 'servidor público, los propios',
		body: consentDecisions,
		answer: consents,
		answers: {
			200: 'Finalidad y decisión vigente',
			401: 'Falta iniciar sesión',
			403: 'Sin cédula',
			422: 'Finalidad desconocida o respuesta que no es sí o no',
		},
	},
	async ({ event, body }) => [200, await setConsents(event.locals.principal, body)],
);
