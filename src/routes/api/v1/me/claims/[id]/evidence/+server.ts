import { attachEvidence } from '#lib/cedula/attach-evidence.server.ts';
import { reuseEvidence } from '#lib/cedula/reuse-evidence.server.ts';
import { evidenceSchema } from '#lib/evidence/evidence-schema.ts';
import { readForm, uploadIn } from '#lib/evidence/read-form.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { invalidField } from '#lib/platform/refusal.ts';

/** Attaches a file to a claim, or reuses one that was uploaded before. */
export const POST = endpoint(
	{
		summary:
			'Adjunta un documento a un renglón: multipart con el campo file, o JSON { evidenceId } para reutilizar uno',
		who: 'la persona titular',
		answers: {
			201: 'El documento; scan dice en qué va su revisión. Los mismos bytes dan el mismo id.',
			404: 'El renglón no existe o no es de quien pregunta',
			409: 'El renglón no se puede cambiar ahora, o ya no caben más documentos',
			413: 'El archivo pasa del límite',
			415: 'El contenido no es PDF, JPEG, PNG ni WebP',
			422: 'El archivo está dañado, pide contraseña o contiene algo que no se admite',
		},
		answer: evidenceSchema,
		idempotent: false,
	},
	async ({ event: { request, locals, params } }) => {
		const claimId = params.id ?? '';
		const type = request.headers.get('content-type') ?? '';
		if (type.startsWith('multipart/form-data')) {
			const readUpload = async () => uploadIn(await readForm(request));
			return [201, await attachEvidence(locals.principal, claimId, readUpload)];
		}
		const body: unknown = await request.json().catch(() => {
			throw invalidField('file', 'missing', 'Envíe el archivo en el campo file de un formulario multipart.');
		});
		return [201, await reuseEvidence(locals.principal, claimId, body)];
	},
);
