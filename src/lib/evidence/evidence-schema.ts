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

const box = z
	.array(z.number())
	.length(4)
	.describe('izquierda, arriba, derecha, abajo: fracciones de la página');
const lines = z.array(z.array(z.object({ text: z.string(), box })));

/** What was read in a file, word by word. */
export const fileTextSchema = z.object({
	readingState: z.enum(['pending', 'done', 'failed']),
	pages: z
		.array(
			z.object({
				source: z
					.enum(['layer', 'picture', 'none'])
					.describe('layer: texto del archivo; picture: reconocido en la imagen; none: ilegible'),
				lines,
				pieces: lines.optional().describe('segunda lectura de una imagen, palabra por palabra'),
			}),
		)
		.describe('vacío mientras readingState no sea done'),
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
