import { z } from 'zod';

/** A file in the answers of the API (contract.md, "Fields": evidence). */
export const evidenceSchema = z.object({
	id: z.uuid(),
	name: z.string(),
	mediaType: z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']),
	sizeBytes: z.int().describe('bytes recibidos'),
	sha256: z.string().describe('hexadecimal, de los bytes recibidos'),
	pages: z.int().nullable().describe('null hasta que termina la revisión'),
	scan: z
		.enum(['pending', 'clean', 'unscanned', 'refused'])
		.describe('unscanned: la instalación no tiene antivirus'),
	refusal: z.string().nullable().describe('por qué no se pudo usar y qué hacer'),
	turns: z.int().min(0).max(3).describe('cuartos de vuelta a la derecha que su titular le dio'),
});

/** Which picture of a page is asked for. */
export const pageQuery = z.object({
	size: z.enum(['full', 'small']).default('full').describe('small: miniatura, solo de la primera página'),
	turns: z
		.string()
		.optional()
		.describe(
			'el giro que se espera; no cambia la respuesta, distingue la imagen en la memoria del navegador',
		),
});
