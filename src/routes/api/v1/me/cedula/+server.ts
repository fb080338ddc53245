import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import { cedulaPatch } from '#lib/cedula/sections.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

export const GET = endpoint(
	{
		summary:
			'Su cédula completa: secciones con su avance, renglones con sus documentos y lo que falta para enviarla',
		who: 'servidor público, la propia',
		answers: {
			200: '{ state, sections: { nombre: { state, version, data, savedAt } }, claims[], missing[], submission }',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
		},
	},
	async ({ event }) => [200, await getCedula(event.locals.principal)],
);

export const PATCH = endpoint(
	{
		summary:
			'Guardar una o varias secciones, todas o ninguna; lo que no se envía queda como está y lo vacío se borra',
		who: 'servidor público, la propia',
		body: cedulaPatch,
		answers: {
			200: 'Las secciones guardadas, con su avance y su versión',
			401: 'Falta iniciar sesión',
			403: 'La cuenta no tiene cédula',
			409: 'Versión anterior (stale_version, con ambos valores), en validación (not_editable) o CURP ya registrada',
			422: 'Datos que no son válidos, con su ruta',
		},
	},
	async ({ event, body }) => [200, { sections: await saveSections(event.locals.principal, body) }],
);
