import { describe, expect, test } from 'vitest';
import { isCurrent, navigationFor } from './navigation.ts';

const labels = (roles: string[] | null, hasProfile = false) =>
	navigationFor(roles && { roles, hasProfile }).map(({ label }) => label);

describe('the navigation offers', () => {
	test('the public pages to a visitor', () => {
		expect(labels(null)).toEqual(['Inicio', 'Ayuda', 'Entrar']);
	});

	test('own home and cédula to a servant', () => {
		expect(labels(['servant'], true)).toEqual(['Mi inicio', 'Mi cédula']);
	});

	test('bench and bank to a reviewer', () => {
		expect(labels(['reviewer'])).toEqual(['Validación', 'Banco']);
	});

	test('administration to an administrator only', () => {
		expect(labels(['admin'])).toEqual(['Validación', 'Banco', 'Administración']);
	});

	test('both sides to a reviewer with a cédula of their own', () => {
		expect(labels(['reviewer'], true)).toEqual(['Mi inicio', 'Mi cédula', 'Validación', 'Banco']);
	});

	test('only the cédula of the person to whoever helps at the desk', () => {
		const viewer = { roles: ['admin'], hasProfile: false, assisting: 'Itzel' };
		expect(navigationFor(viewer).map(({ href }) => href)).toEqual(['/cedula', '/admin/modulo']);
	});

	test('appeals, agreement and panels to an expert, who reaches appeals by the bench when they review too', () => {
		expect(labels(['expert'])).toEqual(['Aclaraciones', 'Concordancia', 'Paneles']);
		expect(labels(['expert', 'reviewer'])).toEqual(['Validación', 'Banco', 'Concordancia', 'Paneles']);
	});

	test('the bank to the link of a municipality', () => {
		expect(labels(['recruiter'])).toEqual(['Banco']);
	});
});

test.each([
	['/', '/', true],
	['/', '/ayuda', false],
	['/cedula', '/cedula', true],
	['/cedula', '/cedula/estudios', true],
	['/mi', '/mi/privacidad', true],
	['/mi', '/mil', false],
	['/validacion', '/banco', false],
])('%s on the page %s is current: %s', (href, pathname, current) => {
	expect(isCurrent(href, pathname)).toBe(current);
});
