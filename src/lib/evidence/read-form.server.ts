import { invalidField } from '#lib/platform/refusal.ts';
import { AROUND_THE_FILE_BYTES } from './largest-request.server.ts';
import type { Upload } from './keep-file.server.ts';
import { evidenceLimits, fileRefusal } from './limits.server.ts';

/**
 * Reads a multipart form that carries a file, never keeping more of it in memory than the largest file and its fields.
 * What is too large is refused before it is read when its length is announced, and read to the end without keeping it
 * when it is not, so that the sender gets to see the answer.
 * @throws Refusal 413, or invalid when it is not a form
 */
export async function readForm(request: Request): Promise<FormData> {
	const maxBytes = evidenceLimits().fileSizeBytes + AROUND_THE_FILE_BYTES;
	const announced = Number(request.headers.get('content-length') ?? 0);
	if (announced > maxBytes) throw fileRefusal('too_large');
	let total = 0;
	const bounded = new TransformStream<Uint8Array, Uint8Array>({
		transform(chunk, controller) {
			total += chunk.byteLength;
			if (total <= maxBytes) controller.enqueue(chunk);
		},
	});
	const headers = { 'content-type': request.headers.get('content-type') ?? '' };
	try {
		return await new Response(request.body?.pipeThrough(bounded), { headers }).formData();
	} catch (error) {
		if (total > maxBytes || isTooLarge(error)) throw fileRefusal('too_large');
		throw invalidField(
			'file',
			'form',
			'No pudimos leer el envío. Elija el archivo otra vez y vuelva a enviarlo.',
		);
	}
}

/** The files of a form, in order; a file field that was left empty counts as none. @throws Refusal invalid without files */
export async function uploadsIn(form: FormData): Promise<Upload[]> {
	const files = form
		.getAll('file')
		.filter((value) => value instanceof File && (value.name || value.size > 0));
	if (files.length === 0) throw invalidField('file', 'missing', 'Elija el archivo que va a adjuntar.');
	const uploads: Upload[] = [];
	for (const file of files as File[]) {
		uploads.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
	}
	return uploads;
}

/** The one file of a form. @throws Refusal invalid when there is none, or more than one */
export async function uploadIn(form: FormData): Promise<Upload> {
	const [upload, second] = await uploadsIn(form);
	if (!upload || second) throw invalidField('file', 'one_file', 'Envíe un archivo en cada petición.');
	return upload;
}

/** Whether the server itself has stopped reading. */
function isTooLarge(error: unknown): boolean {
	return typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
}
