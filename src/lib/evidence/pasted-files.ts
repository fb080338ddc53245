/** The parts of a paste that are looked at. */
type Paste = { target: EventTarget | null; clipboardData: { files: ArrayLike<File> } | null };

const PASTED = /^image\.(png|jpe?g|webp)$/i;

/**
 * The files of a paste; none where somebody types, since text from other programs brings its picture along.
 * A picture without a name of its own, as a screenshot has it, is called «Imagen pegada». Browser only.
 */
export function pastedFiles({ target, clipboardData }: Paste): File[] {
	const place = target as Partial<Element> | null;
	if (place?.matches?.('input:not([type="file"]), textarea, [contenteditable]')) return [];
	return Array.from(clipboardData?.files ?? []).map(named);
}

function named(file: File): File {
	const extension = PASTED.exec(file.name)?.[1];
	if (!extension) return file;
	const { type, lastModified } = file;
	return new File([file], `Imagen pegada.${extension}`, { type, lastModified });
}
