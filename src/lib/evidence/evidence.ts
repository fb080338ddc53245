import type { Turns } from './turns.ts';

/** How the check of a file stands (contract.md, "Fields"). */
export type Scan = 'pending' | 'clean' | 'unscanned' | 'refused';

/** A file of a person as its owner, the reviewer and the API see it. */
export type EvidenceView = {
	id: string;
	/** as the person called it, made safe to show */
	name: string;
	mediaType: MediaType;
	/** bytes as received */
	sizeBytes: number;
	/** hexadecimal, of the bytes as received */
	sha256: string;
	/** null until the file was checked */
	pages: number | null;
	scan: Scan;
	/** why it was refused and what to do, in words to show; null unless `scan` is `refused` */
	refusal: string | null;
	/** as its person turned it; page pictures and a downloaded picture come turned */
	turns: Turns;
};

/** A file on a claim as its owner handles it; `sent`: a submission holds it, so that it can no longer be turned. */
export type AttachedFile = EvidenceView & { sent: boolean };

/** Page that lists all documents of a person. */
export const DOCUMENTS_PATH = '/cedula/documentos';

/** Page on which a person looks at one of their documents; it leads back to the claim, when one is named. */
export function documentPath(id: string, claimId?: string): string {
	return `${DOCUMENTS_PATH}/${id}${claimId ? `?renglon=${claimId}` : ''}`;
}

/** Whether a file has been checked and may be looked at. */
export function isReady({ scan }: Pick<EvidenceView, 'scan'>): boolean {
	return scan === 'clean' || scan === 'unscanned';
}

/** Limits of the institution (`institution.json`, rules.md "Files"). */
export type EvidenceLimits = {
	/** largest file */
	fileSizeBytes: number;
	/** pages of one PDF */
	pages: number;
	/** files that one claim may carry */
	filesPerClaim: number;
	/** what one person may keep in all */
	personSizeBytes: number;
};

/** Pixels of one picture: more is taken for a bomb. */
export const MAX_PIXELS = 50_000_000;

/** Types of content that are taken, with the extension of a downloaded copy and the name that people use. */
export const MEDIA_TYPES = {
	'application/pdf': { extension: 'pdf', label: 'PDF' },
	'image/jpeg': { extension: 'jpg', label: 'Foto JPEG' },
	'image/png': { extension: 'png', label: 'Imagen PNG' },
	'image/webp': { extension: 'webp', label: 'Imagen WebP' },
} as const;
export type MediaType = keyof typeof MEDIA_TYPES;

/** Value of the `accept` attribute of a file input; HEIC is left out so that phones hand over a JPEG. */
export const ACCEPT = '.pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp';

/** Whether a detected type is one that we take. */
export function isMediaType(value: string): value is MediaType {
	return Object.hasOwn(MEDIA_TYPES, value);
}

/** What is wrong with a refused file and what to do about it, by code. */
export const REFUSALS = {
	too_large: ({ fileSizeBytes }) =>
		`El archivo pasa del límite de ${sizeInWords(fileSizeBytes)}. Si es un PDF, divídalo o guárdelo con menos resolución; si es una foto, tómela con menos calidad.`,
	empty: () => 'El archivo está vacío. Elija el documento otra vez o vuelva a guardarlo en su equipo.',
	wrong_type: () =>
		'El contenido del archivo no es PDF, JPEG, PNG ni WebP, aunque su nombre lo diga. Guarde el documento como PDF o tómele una foto y adjúntela.',
	heic: () =>
		'El archivo es una foto HEIC, que no podemos abrir. En el iPhone, vaya a Ajustes, Cámara, Formatos, elija «El más compatible» y tome la foto otra vez; o guárdela como JPEG y adjúntela.',
	password: () => `El PDF está protegido con contraseña y no podemos abrirlo. ${PRINT_IT}`,
	damaged: () =>
		'El archivo está dañado o incompleto y no se puede abrir. Descárguelo o escanéelo otra vez y adjunte la copia nueva.',
	too_many_pixels: () =>
		'La imagen es demasiado grande: pasa de 50 millones de puntos. Tómela o escanéela con menos resolución y adjúntela otra vez.',
	too_many_pages: ({ pages }) =>
		`El PDF tiene más de ${pages} páginas, que es el límite. Adjunte solo las páginas que prueban este dato.`,
	active_content: () =>
		`El PDF contiene instrucciones que se ejecutan al abrirlo, y por seguridad no lo guardamos. ${PRINT_IT}`,
	embedded_files: () => `El PDF lleva otros archivos dentro, y por seguridad no lo guardamos. ${PRINT_IT}`,
	two_formats: () => `El archivo es dos cosas a la vez: un PDF y un archivo comprimido. ${PRINT_IT}`,
	unreadable_parts: () =>
		`El PDF tiene partes que no podemos revisar, y por seguridad no lo guardamos. ${PRINT_IT}`,
	malware: () =>
		'El antivirus encontró código dañino en el archivo, y no lo guardamos. Revise su equipo con un antivirus y adjunte una copia limpia o una foto del documento.',
	too_complex: () =>
		'El documento es demasiado pesado para abrirlo. Guárdelo o escanéelo con menos resolución, o tómele una foto, y adjunte esa copia.',
	person_full: ({ personSizeBytes }) =>
		`Con este archivo sus documentos pasarían de ${sizeInWords(personSizeBytes)}, que es el límite. Elimine de «Mis documentos» los que ya no use y vuelva a intentarlo.`,
	claim_full: ({ filesPerClaim }) =>
		`Este renglón ya tiene ${filesPerClaim} documentos, que es el límite. Quite alguno y vuelva a intentarlo.`,
} as const satisfies Record<string, (limits: EvidenceLimits) => string>;
export type RefusalCode = keyof typeof REFUSALS;

const PRINT_IT = 'Ábralo, elija Imprimir y luego Guardar como PDF, y adjunte esa copia.';

/** The words of a refusal, to show as they are; codes that are no longer known get general ones. */
export function refusalInWords(code: string, limits: EvidenceLimits): string {
	return Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode](limits) : REFUSALS.damaged();
}

/** How the check of a file is called to people. */
export const SCAN_LABELS: Record<Scan, string> = {
	pending: 'En revisión de seguridad',
	clean: 'Listo',
	unscanned: 'Listo',
	refused: 'No se pudo usar',
};

/** Size as people say it: «340 kB», «1.2 MB» (1 MB = 1,024 kB). */
export function sizeInWords(bytes: number): string {
	if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
	const kilobytes = bytes / 1024;
	if (kilobytes < 1000) return `${Math.round(kilobytes)} kB`;
	const megabytes = kilobytes / 1024;
	return `${megabytes < 10 ? Math.round(megabytes * 10) / 10 : Math.round(megabytes)} MB`;
}
