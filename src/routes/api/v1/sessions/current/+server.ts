import { signOut } from '#lib/accounts/sign-out.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { clearSessionCookie } from '../../../../session-cookie.server.ts';

export const DELETE = endpoint(
	{
		summary: 'Cerrar la sesión con la que se llama',
		who: 'quien tiene una sesión',
		answers: { 204: 'Cerrada: su token ya no sirve', 401: 'No hay sesión' },
	},
	async ({ event }) => {
		await signOut(event.locals.principal);
		clearSessionCookie(event.cookies);
		return [204, null];
	},
);
