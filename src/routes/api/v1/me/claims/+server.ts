import { createClaim, newClaim } from '#lib/cedula/create-claim.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const POST = endpoint(
	{
		summary: 'Agregar un renglón (education, experience, certification o training); puede estar incompleto',
		who: 'servidor público, en la propia cédula',
		body: newClaim,
		answers: {
			201: '{ id, kind, data, revision, version, state, evidence[] }',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			409: 'La cédula está en validación (not_editable)',
			422: 'Datos que no son válidos, con su ruta',
		},
	},
	async ({ event, body, id }) => [201, await createClaim(event.locals.principal, { id, ...body })],
);
