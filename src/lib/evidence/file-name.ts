import { cleanLine } from '#lib/platform/text.ts';
import { MEDIA_TYPES, type MediaType } from './evidence.ts';

const MAX_NAME_LENGTH = 120;
const KNOWN_EXTENSION = /\.(pdf|jpe?g|png|webp|hei[cf])$/i;
/** Names that Windows keeps for devices, whatever follows the first point. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name that a person gave to a file, made safe to show and to store: last part of a path, composed accents,
 * no invisible characters, at most 120 characters. What looks like HTML or a formula stays as typed and is escaped
 * where it is shown. An extension that could be taken for a program gets the real one after it.
 */
export function safeName(given: string, mediaType: MediaType): string {
	const { extension } = MEDIA_TYPES[mediaType];
	const last = cleanLine(given.split(/[/\\]/).at(-1) ?? '').replace(/^[.\s]+/, '');
	const ending = KNOWN_EXTENSION.exec(cleanLine(given))?.[0];
	if (ending === undefined) return `${shortened(last || 'Documento', extension.length + 1)}.${extension}`;
	const stem = last.toLowerCase().endsWith(ending.toLowerCase()) ? last.slice(0, -ending.length).trim() : '';
	return `${shortened(stem || 'Documento', ending.length)}${ending}`;
}

/** The name under which a copy is downloaded: like the shown one, but its extension tells the real type. */
export function downloadName(name: string, mediaType: MediaType): string {
	const { extension } = MEDIA_TYPES[mediaType];
	const stem = name.replace(KNOWN_EXTENSION, '').replace(DEVICE_NAME, '_$&');
	return `${stem.replace(/[<>:"/\\|?*]/g, '_')}.${extension}`;
}

/** `Content-Disposition` of a download (RFC 6266): plain letters for old clients, UTF-8 for the rest. */
export function attachmentHeader(name: string): string {
	const ascii = name
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/[^\x20-\x7e]|["\\%]/g, '_');
	const encoded = encodeURIComponent(name).replace(
		/['()*!]/g,
		(mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Cuts by characters as people see them, so that no emoji or accent is torn. */
function shortened(stem: string, reserved: number): string {
	let kept = '';
	for (const { segment } of new Intl.Segmenter('es').segment(stem)) {
		if (kept.length + segment.length > MAX_NAME_LENGTH - reserved) break;
		kept += segment;
	}
	return kept.trim();
}
