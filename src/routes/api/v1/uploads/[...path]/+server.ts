import { uploadEvidence } from '#lib/cedula/upload-evidence.server.ts';
import { endpoint, type EndpointDoc } from '#lib/platform/http/endpoint.server.ts';

const WHO = 'la persona titular';
const ERRORS = {
	404: 'La carga no existe, caducó o no es de quien pregunta',
	409: 'El byte no es el que sigue, o el renglón no se puede cambiar ahora',
	413: 'El archivo pasa del límite',
	415: 'El contenido no es PDF, JPEG, PNG ni WebP',
	422: 'Faltan metadatos, o el archivo no se puede usar',
};

/** Resumable uploads (tus 1.0.0). */
export const POST = tus({
	summary: 'Empieza una carga reanudable (tus 1.0.0); metadatos: claim, filename, filetype',
	who: WHO,
	answers: { 201: 'Location dice dónde continuar', ...ERRORS },
});
export const HEAD = tus({
	summary: 'Pregunta por qué byte va una carga',
	who: WHO,
	answers: { 200: 'Upload-Offset; y Upload-Evidence-Id cuando ya es un documento', ...ERRORS },
});
export const PATCH = tus({
	summary: 'Continúa una carga desde Upload-Offset',
	who: WHO,
	answers: { 204: 'Recibido; la última respuesta trae Upload-Evidence-Id', ...ERRORS },
});
export const DELETE = tus({
	summary: 'Abandona una carga',
	who: WHO,
	answers: { 204: 'Ya no existe', ...ERRORS },
});
export const OPTIONS = tus({
	summary: 'Dice qué parte del protocolo tus se admite',
	who: WHO,
	answers: { 204: 'Tus-Version, Tus-Extension, Tus-Max-Size' },
});

function tus(doc: EndpointDoc) {
	return endpoint({ ...doc, idempotent: false }, ({ event: { locals, request } }) =>
		uploadEvidence(locals.principal, request),
	);
}
