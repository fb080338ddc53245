import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attachmentHeader, downloadName, safeName } from './file-name.ts';

const { names } = JSON.parse(readFileSync('tests/fixtures/samples/nombres.json', 'utf8')) as {
	names: { id: string; name: string; kind: string }[];
};

const SHOWN: Record<string, string> = {
	n01: 'passwd.jpg',
	n02: 'win.ini.jpg',
	n03: 'tarea.pdf',
	n04: '%2e%2e%2f%2e%2e%2fsecreto.pdf',
	n05: 'titulofdp.exe.jpg',
	n06: 'titulo.pdf.exe.jpg',
	n07: 'titulo.pdf.exe.jpg',
	n08: '🎓📄 título profesional 😀.pdf',
	n09: 'Título de la Señora Núñez Güemes.pdf',
	n10: 'Título Núñez.pdf',
	n11: `${'a'.repeat(116)}.pdf`,
	n12: 'htaccess.jpg',
	n13: 'CON.pdf',
	n14: 'Documento.pdf',
	n15: 'Documento.jpg',
	n16: '<img src=x onerror=alert(1)>.pdf',
	n17: '"; rm -rf ~; echo ".pdf',
	n18: '-rf.pdf',
	n19: 'cedula Set-Cookie: a=b.pdf',
	n20: '127.0.0.1:9","ver").pdf',
};

describe('the name that a person gives to a file', () => {
	it.each(names)('is shown safely: $id, $kind', ({ id, name }) => {
		expect(safeName(name, 'image/jpeg')).toBe(SHOWN[id]);
	});

	it.each(names)('cannot add a header or a path to a download: $id, $kind', ({ name }) => {
		const download = downloadName(safeName(name, 'image/jpeg'), 'image/jpeg');
		expect(download).toMatch(/^[^<>:"/\\|?*\p{Cc}]+\.jpg$/u);
		expect(attachmentHeader(download)).toMatch(
			/^attachment; filename="[\x20-\x7e]+\.jpg"; filename\*=UTF-8''[\w.~%!-]+$/,
		);
	});

	it('tells the real type when it is downloaded', () => {
		expect(downloadName('IMG_0043.HEIC', 'image/jpeg')).toBe('IMG_0043.jpg');
		expect(downloadName('CON.pdf', 'application/pdf')).toBe('_CON.pdf');
	});

	it('keeps an emoji whole when it is shortened', () => {
		expect(safeName(`${'a'.repeat(115)}😀.pdf`, 'application/pdf')).toBe(`${'a'.repeat(115)}.pdf`);
	});

	it('is told to old clients without accents and to new ones as it is', () => {
		expect(attachmentHeader('Título «Ñ».pdf')).toBe(
			`attachment; filename="Titulo _N_.pdf"; filename*=UTF-8''T%C3%ADtulo%20%C2%AB%C3%91%C2%BB.pdf`,
		);
	});
});
