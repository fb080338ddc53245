import { describe, expect, it } from 'vitest';
import { homeOf } from './home.ts';
import { ownPath } from './own-path.ts';

describe('the page to come back to', () => {
	it.each(['/mi', '/cedula', '/validacion/SHM-2026-000001?tab=2', '/banco?q=tesorer%C3%ADa'])(
		'may be %s',
		(path) => expect(ownPath(path)).toBe(path),
	);

	it.each([
		'https://otro.example/',
		'//otro.example/',
		'/\\otro.example/',
		'\\\\otro.example',
		'/\t/otro.example',
		'javascript:alert(1)',
		'mi',
		'',
		null,
		undefined,
		'/entrar',
		'/salir',
		'/confirmar/abc',
	])('may not be %s', (path) => expect(ownPath(path)).toBeNull());

	it('loses what a path hides in dots', () => {
		expect(ownPath('/mi/../salir')).toBeNull();
	});
});

describe('the first page after signing in', () => {
	it('is the one of the work, for whoever has one', () => {
		expect(homeOf(['servant'])).toBe('/mi');
		expect(homeOf(['servant', 'reviewer'])).toBe('/validacion');
		expect(homeOf(['admin'])).toBe('/validacion');
		expect(homeOf(['recruiter'])).toBe('/banco');
		expect(homeOf(['auditor'])).toBe('/mi/cuenta');
	});
});
