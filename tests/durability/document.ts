import { createHash } from 'node:crypto';

/** Words that stand unencrypted in every document of these tests, to be looked for where nothing may lie in the clear. */
export const PLAIN_WORDS = 'ESTE TEXTO SOLO DEBE GUARDARSE CIFRADO';

/** A document of a person and what its bytes must be for ever. */
export type TestDocument = { name: string; bytes: Buffer<ArrayBuffer>; sha256: string };

/** A valid PDF of one small page and about `sizeBytes` bytes, different for each `title`. */
export function aDocument(title: string, sizeBytes: number): TestDocument {
	const line = `% ${PLAIN_WORDS} ${title}\n`;
	const filling = line.repeat(Math.max(1, Math.ceil(sizeBytes / line.length)));
	const drawing = `BT /F1 12 Tf 20 100 Td (${title}) Tj ET\n${filling}`;
	const bytes = Buffer.from(
		assemble([
			'<< /Type /Catalog /Pages 2 0 R >>',
			'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
			'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
			`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
			'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
		]),
		'latin1',
	);
	return { name: `${title}.pdf`, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function assemble(objects: string[]): string {
	let file = '%PDF-1.4\n';
	const places = objects.map((body, index) => {
		const place = file.length;
		file += `${index + 1} 0 obj\n${body}\nendobj\n`;
		return place;
	});
	const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	return (
		`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}` +
		`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
	);
}
