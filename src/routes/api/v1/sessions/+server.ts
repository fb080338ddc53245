import { z } from 'zod';
import { ROLES } from '#lib/access/access.ts';
import { credentials, signIn } from '#lib/accounts/sign-in.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { setSessionCookie, visitorOf } from '../../../session-cookie.server.ts';

export const POST = endpoint(
	{
		summary: 'Iniciar sesión; el token sirve como cookie y como Bearer',
		who: 'cualquiera',
		open: true,
		body: credentials,
		answer: z.object({ token: z.string(), expiresAt: z.iso.datetime(), roles: z.array(z.enum(ROLES)) }),
		answers: {
			200: 'La sesión',
			401: 'Los datos no corresponden a ninguna cuenta: las mismas palabras para cualquier par equivocado',
			422: 'Faltan datos',
			429: 'Demasiados intentos; Retry-After dice cuántos segundos esperar',
		},
		idempotent: false,
	},
	async ({ event, body }) => {
		const session = await signIn(visitorOf(event, 'api'), body, event.locals.principal?.sessionId);
		setSessionCookie(event.cookies, session);
		const { token, expiresAt, roles } = session;
		return [200, { token, expiresAt: expiresAt.toISOString(), roles }];
	},
);
