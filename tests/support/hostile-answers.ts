import { REFUSALS, refusalInWords, type RefusalCode } from '#lib/evidence/evidence.ts';

/**
 * What becomes of a file: kept as a type of content, refused at once with the status of the API, or refused by the check
 * that follows (the file was taken, and its owner is told).
 */
export type HostileAnswer =
	{ kept: string } | { status: 413 | 415 | 422; refusal: RefusalCode } | { checked: RefusalCode };

const otherType = { status: 415, refusal: 'wrong_type' } as const;
const active = { status: 422, refusal: 'active_content' } as const;
const embedded = { status: 422, refusal: 'embedded_files' } as const;
const damaged = { status: 422, refusal: 'damaged' } as const;
const tooManyPixels = { status: 422, refusal: 'too_many_pixels' } as const;
const jpeg = { kept: 'image/jpeg' } as const;
const pdf = { kept: 'application/pdf' } as const;

/** The answer to each file of `hostile.json`, by its name in `hostiles/` (the large one has none: by its upload name). */
export const HOSTILE_ANSWERS: Record<string, HostileAnswer> = {
	'exe-renombrado.pdf': otherType,
	'html-renombrado.pdf': otherType,
	'html-renombrado.jpg': otherType,
	'svg-renombrado.png': otherType,
	'svg-con-script.svg': otherType,
	'zip-renombrado.pdf': otherType,
	'jpeg-llamado-pdf.pdf': jpeg,
	'heic-falso.heic': otherType,
	'jpeg-llamado-heic.heic': jpeg,
	'pdf-openaction-js.pdf': active,
	'pdf-names-js.pdf': active,
	'pdf-aa-js.pdf': active,
	'pdf-launch.pdf': active,
	'pdf-uri.pdf': active,
	'pdf-adjunto.pdf': embedded,
	'pdf-adjunto-exe.pdf': embedded,
	'pdf-cifrado-abrir.pdf': { status: 422, refusal: 'password' },
	'pdf-cifrado-permisos.pdf': pdf,
	'pdf-truncado.pdf': damaged,
	'pdf-vacio.pdf': { status: 422, refusal: 'empty' },
	'pdf-solo-cabecera.pdf': damaged,
	'pdf-2000-paginas.pdf': { status: 422, refusal: 'too_many_pages' },
	'png-bomba-30000.png': tooManyPixels,
	'png-bomba-rgba.png': tooManyPixels,
	'pdf-flujo-bomba.pdf': { checked: 'too_complex' },
	'poliglota-pdf-zip.pdf': { status: 422, refusal: 'two_formats' },
	'eicar.txt': otherType,
	'eicar-adjunto.pdf': embedded,
	'eicar-renombrado.pdf': otherType,
	'jpeg-xmp-script.jpg': jpeg,
	'jpeg-exif-html.jpg': jpeg,
	'jpeg-comentario-codigo.jpg': jpeg,
	'pdf-capa-oculta.pdf': pdf,
	'foto-valida.jpg': jpeg,
	'pdf-valido.pdf': pdf,
	'expediente completo.pdf': { status: 413, refusal: 'too_large' },
};

/** Limits of the institution that the tests run with (`institution.json`), for the words of a refusal. */
export const LIMITS = {
	fileSizeBytes: 15 * 1024 * 1024,
	pages: 40,
	filesPerClaim: 60,
	personSizeBytes: 500 * 1024 * 1024,
};

/** Which refusal is told by these words; undefined when none is. */
export function refusalTold(words: string | null): RefusalCode | undefined {
	return (Object.keys(REFUSALS) as RefusalCode[]).find((code) =>
		words?.includes(refusalInWords(code, LIMITS)),
	);
}
