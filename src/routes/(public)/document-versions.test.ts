import { isHttpError } from '@sveltejs/kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import { documentAt } from './document-versions.server.ts';

const VERSIONS = [
	{ version: '2024-05', publishedOn: '2024-05-06' },
	{ version: '2025-01', publishedOn: '2025-01-13' },
	{ version: '2026-01', publishedOn: '2026-01-05' },
	{ version: '2027-01', publishedOn: '2027-01-04' },
];

const at = (query = '') => documentAt(VERSIONS, new URL(`http://localhost/politicas${query}`));

function refused(run: () => unknown): number | undefined {
	try {
		run();
	} catch (thrown) {
		if (isHttpError(thrown)) return thrown.status;
		throw thrown;
	}
	return undefined;
}

beforeEach(() => setClock(() => new Date('2026-06-15T18:00:00Z')));
afterEach(() => setClock());

test('without a version, the one in force is read, with links to those before it', () => {
	const { document, publishedOn, currentHref, older } = at();
	expect(document.version).toBe('2026-01');
	expect(publishedOn).toBe('5 de enero de 2026');
	expect(currentHref).toBeUndefined();
	expect(older.map(({ href }) => href)).toEqual(['/politicas?version=2025-01', '/politicas?version=2024-05']);
});

test('a version that is no longer in force stays readable and leads to the one that is', () => {
	const { document, currentHref, older } = at('?version=2024-05');
	expect(document.version).toBe('2024-05');
	expect(currentHref).toBe('/politicas');
	expect(older).toEqual([]);
});

test('a version that does not exist is not found', () => {
	expect(refused(() => at('?version=1999-01'))).toBe(404);
	expect(refused(() => at('?version='))).toBe(404);
});

test('a version that is not published yet is not found', () => {
	expect(refused(() => at('?version=2027-01'))).toBe(404);
});
