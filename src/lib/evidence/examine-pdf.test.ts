import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { examinePdf } from './examine-pdf.server.ts';

const PAGES = '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n';
const END = 'xref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n';

/** The smallest PDF around some objects; its catalog has `entries`. */
function aPdf(entries = '', { objects = '', trailer = END } = {}): Uint8Array {
	const catalog = `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${entries} >>\nendobj\n`;
	return Buffer.from(`%PDF-1.7\n${catalog}${PAGES}${objects}${trailer}`, 'latin1');
}

/** An object stream that holds one object. */
function hidden(object: string, { filter = '/FlateDecode', number = 9 } = {}): string {
	const table = `${number} 0 `;
	const body = deflateSync(Buffer.from(table + object, 'latin1')).toString('latin1');
	const dictionary = `<< /Type /ObjStm /N 1 /First ${table.length} /Filter ${filter} /Length ${body.length} >>`;
	return `8 0 obj\n${dictionary}\nstream\n${body}\nendstream\nendobj\n`;
}

const refusalOf = (bytes: Uint8Array) => examinePdf(bytes, 40).refusal;

describe('a PDF that does nothing by itself', () => {
	it.each([
		['plain', ''],
		['opening at a place', '/OpenAction [3 0 R /XYZ null null 1]'],
		['opening at a place by an action', '/OpenAction << /S /GoTo /D [3 0 R /Fit] >>'],
		[
			'with a link to verify it',
			'/Annots [<< /Subtype /Link /A << /S /URI /URI (https://ejemplo.gob.mx) >> >>]',
		],
		['of forty pages', '/Other << /Type /Pages /Count 40 >>'],
	])('is taken: %s', (_, entries) => {
		expect(refusalOf(aPdf(entries))).toBeNull();
	});

	it('is taken with its objects packed away', () => {
		expect(refusalOf(aPdf('', { objects: hidden('<< /Type /Font >>') }))).toBeNull();
	});

	it('is taken with blanks after its end, as some scanners leave them', () => {
		expect(refusalOf(Buffer.concat([aPdf(), Buffer.alloc(4096)]))).toBeNull();
	});
});

describe('a PDF that would do something by itself', () => {
	it.each([
		['a script on opening', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'],
		['a script spelt to be overlooked', '/OpenAction << /S /J#61va#53cript /JS (x) >>'],
		['a program', '/OpenAction << /S /Launch /F (calc.exe) >>'],
		['an address on opening', '/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>'],
		['an action on each page', '/AA << /O << /S /URI /URI (http://127.0.0.1:9/) >> >>'],
		['a form that is a program', '/AcroForm << /XFA 7 0 R >>'],
	])('is refused: %s', (_, entries) => {
		expect(refusalOf(aPdf(entries))).toBe('active_content');
	});

	it('is refused when it is packed away', () => {
		const objects = hidden('<< /S /JavaScript /JS (x) >>');
		expect(refusalOf(aPdf('', { objects }))).toBe('active_content');
	});

	it('is refused when what it opens is packed away', () => {
		const objects = hidden('<< /S /URI /URI (http://127.0.0.1:9/) >>');
		expect(refusalOf(aPdf('/OpenAction 9 0 R', { objects }))).toBe('active_content');
	});

	it('is refused when its last version does it, whatever the first one said', () => {
		const objects = '9 0 obj\n[3 0 R /Fit]\nendobj\n9 0 obj\n<< /S /URI /URI (http://x/) >>\nendobj\n';
		expect(refusalOf(aPdf('/OpenAction 9 0 R', { objects }))).toBe('active_content');
	});

	it('is refused when it cannot be looked into', () => {
		const objects = hidden('<< /Type /Font >>', { filter: '[/ASCII85Decode /LZWDecode]' });
		expect(refusalOf(aPdf('', { objects }))).toBe('unreadable_parts');
	});
});

describe('a PDF that carries something else', () => {
	it.each([
		['files', '/Names << /EmbeddedFiles << /Names [(a.txt) 10 0 R] >> >>'],
		['a file on a page', '/Annots [<< /Subtype /FileAttachment >>]'],
	])('is refused: %s', (_, entries) => {
		expect(refusalOf(aPdf(entries))).toBe('embedded_files');
	});

	it('is refused when it is a ZIP file too', () => {
		const end = Buffer.alloc(22);
		end.write('PK\x05\x06', 'latin1');
		expect(refusalOf(Buffer.concat([aPdf(), end]))).toBe('two_formats');
	});
});

describe('a PDF that is not whole or too long', () => {
	it('is refused without its end', () => {
		expect(refusalOf(aPdf('', { trailer: '' }))).toBe('damaged');
		expect(refusalOf(Buffer.concat([aPdf(), Buffer.alloc(5000, 'x')]))).toBe('damaged');
	});

	it('is refused beyond the limit of pages', () => {
		expect(refusalOf(aPdf('/Other << /Type /Pages /Count 41 >>'))).toBe('too_many_pages');
		expect(refusalOf(aPdf('', { objects: hidden('<< /Type /Pages /Count 2000 >>') }))).toBe('too_many_pages');
	});

	it('tells when only opening it can tell more', () => {
		const trailer = END.replace('/Root', '/Encrypt 5 0 R /Root');
		expect(examinePdf(aPdf('', { trailer }), 40)).toEqual({ refusal: null, encrypted: true });
	});
});

describe('a PDF made to keep the reader busy', () => {
	const MEGABYTES = 3 * 1024 * 1024;
	const repeated = (text: string) => Buffer.from(text.repeat(Math.ceil(MEGABYTES / text.length)), 'latin1');

	it.each([
		'>>stream\nendstream',
		'/OpenAction 9 0 R ',
		'/Type /Pages ',
		'<< << ',
		'/Filter [',
		'PK\x05\x06',
		'>> ',
		'#41#42',
		' ',
	])('of many %j is answered soon', (text) => {
		const began = performance.now();
		examinePdf(Buffer.concat([Buffer.from('%PDF-1.7\n'), repeated(text), aPdf()]), 40);
		expect(performance.now() - began).toBeLessThan(5000);
	});
});
