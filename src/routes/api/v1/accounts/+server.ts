import { z } from 'zod';
import { registerAccount, registration } from '#lib/accounts/register-account.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { setSessionCookie, visitorOf } from '../../../session-cookie.server.ts';

export const POST = endpoint(
	{
		summary: 'Registrar a una persona; quien se registra queda con la sesión iniciada (cookie)',
		who: 'cualquiera',
		open: true,
		body: registration,
		answer: z.object({ id: z.uuid(), email: z.string() }),
		answers: {
			201: 'La cuenta',
			409: 'La CURP ya tiene un registro (curp_held)',
			422: 'Datos que corregir, cada uno con su campo',
			429: 'Demasiadas cuentas desde esta dirección',
		},
	},
	async ({ event, body }) => {
		const { id, email, session } = await registerAccount(visitorOf(event, 'api'), body);
		setSessionCookie(event.cookies, session);
		return [201, { id, email }];
	},
);
