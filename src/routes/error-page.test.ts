import { expect, test } from 'vitest';
import { explainStatus } from './error-page.ts';

test.each([
	[401, 'Su sesión terminó'],
	[403, 'No tiene acceso a esta página'],
	[404, 'No encontramos esa página'],
	[429, 'Demasiados intentos seguidos'],
	[500, 'Algo falló de nuestro lado'],
	[502, 'Algo falló de nuestro lado'],
	[503, 'El servicio no está disponible por ahora'],
])('%s is told as «%s»', (status, title) => {
	expect(explainStatus(status).title).toBe(title);
});

test('a refusal without a page of its own shows its message', () => {
	expect(explainStatus(409, 'La cédula ya fue enviada.').lead).toBe('La cédula ya fue enviada.');
});

test('a failure of the server never shows its message', () => {
	const { title, lead, todo } = explainStatus(500, 'relation "claim" does not exist');
	expect([title, lead, ...todo].join(' ')).not.toContain('relation');
});

test('every explanation says what to do', () => {
	for (const status of [400, 401, 403, 404, 405, 409, 429, 500, 503])
		expect(explainStatus(status).todo.length).toBeGreaterThan(0);
});
