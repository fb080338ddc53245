import { changeClaim, claimChange } from '#lib/cedula/change-claim.server.ts';
import { withdrawClaim } from '#lib/cedula/withdraw-claim.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const PATCH = endpoint(
	{
		summary:
			'Cambiar un renglón: solo los datos enviados; si ya fue aceptado se abre una revisión nueva y la aceptada sigue contando',
		who: 'servidor público, en la propia cédula',
		body: claimChange,
		answers: {
			200: '{ id, kind, data, revision, version, state, evidence[] }',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			404: 'No es un renglón de su cédula',
			409: 'Versión anterior (stale_version, con ambos valores) o en validación (not_editable)',
			422: 'Datos que no son válidos, con su ruta',
		},
	},
	async ({ event, body }) => [200, await changeClaim(event.locals.principal, event.params.id ?? '', body)],
);

export const DELETE = endpoint(
	{
		summary:
			'Quitar un renglón: el que nunca se envió se borra, el enviado queda como retirado y deja de contar',
		who: 'servidor público, en la propia cédula',
		answers: {
			204: 'Quitado',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			404: 'No es un renglón de su cédula',
			409: 'La cédula está en validación (not_editable)',
		},
	},
	async ({ event }) => {
		await withdrawClaim(event.locals.principal, event.params.id ?? '');
		return [204, null];
	},
);
