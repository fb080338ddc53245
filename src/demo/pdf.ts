import { measure } from './helvetica.ts';

/** Something on a page; places in points from the lower left corner. */
export type Mark =
	| {
			kind: 'text';
			text: string;
			/** left end of the line, its middle when centred */
			x: number;
			y: number;
			size: number;
			bold?: boolean;
			centred?: boolean;
	  }
	| { kind: 'frame'; x: number; y: number; width: number; height: number; thickness: number };

/** A page of a document; size in points (letter is 612 by 792). */
export type Page = { width: number; height: number; marks: Mark[] };

/**
 * Writes a PDF 1.4 with the two faces of Helvetica that every reader has, so that nothing is embedded.
 * Signs that Windows-1252 does not have become a question mark.
 */
export function writePdf(title: string, pages: readonly Page[]): Uint8Array {
	const numberOfPage = (index: number) => FIRST_PAGE + index * 2;
	const kids = pages.map((_, index) => `${numberOfPage(index)} 0 R`).join(' ');
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R /Lang (es-MX) >>',
		`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
		font('Helvetica'),
		font('Helvetica-Bold'),
		`<< /Title ${literal(title)} /Producer (SHM demo) >>`,
		...pages.flatMap((page, index) => pageObjects(page, numberOfPage(index) + 1)),
	];
	return assemble(objects);
}

const FIRST_PAGE = 6;
const INFO = 5;

function font(name: string): string {
	return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

function pageObjects({ width, height, marks }: Page, contents: number): string[] {
	const drawn = marks.map(draw).join('\n');
	return [
		`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${contents} 0 R ` +
			'/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>',
		`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
	];
}

function draw(mark: Mark): string {
	if (mark.kind === 'frame') {
		return `${mark.thickness} w ${mark.x} ${mark.y} ${mark.width} ${mark.height} re S`;
	}
	const { text, x, y, size, bold = false, centred = false } = mark;
	const left = centred ? x - measure(text, size, bold) / 2 : x;
	return `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${left.toFixed(2)} ${y} Td ${literal(text)} Tj ET`;
}

/** Each character of the result stands for one byte. */
function literal(text: string): string {
	return `(${windows1252(text).replace(/[\\()]/g, '\\$&')})`;
}

const ABOVE_LATIN_1: Record<string, number> = {
	'€': 0x80,
	'…': 0x85,
	'‘': 0x91,
	'’': 0x92,
	'“': 0x93,
	'”': 0x94,
	'–': 0x96,
	'—': 0x97,
};

function windows1252(text: string): string {
	return [...text.normalize('NFC')]
		.map((sign) => {
			const code = ABOVE_LATIN_1[sign] ?? sign.codePointAt(0)!;
			const known = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) || sign in ABOVE_LATIN_1;
			return known ? String.fromCharCode(code) : '?';
		})
		.join('');
}

function assemble(objects: readonly string[]): Uint8Array {
	let file = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
	const places = objects.map((body, index) => {
		const place = file.length;
		file += `${index + 1} 0 obj\n${body}\nendobj\n`;
		return place;
	});
	const start = file.length;
	const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
	file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${INFO} 0 R >>\nstartxref\n${start}\n%%EOF\n`;
	return Uint8Array.from(file, (sign) => sign.charCodeAt(0));
}
