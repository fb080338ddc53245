import { describe, expect, it } from 'vitest';
import { block, findVersion, versionInForce } from './documents.ts';

const first = { version: '2026-01', publishedOn: '2026-01-05' };
const second = { version: '2026-06', publishedOn: '2026-06-01' };

describe('the version in force', () => {
	it('is the newest already published, in whatever order they come', () => {
		expect(versionInForce([second, first], '2026-05-31')).toBe(first);
		expect(versionInForce([second, first], '2026-06-01')).toBe(second);
	});

	it('does not exist before the first one', () => {
		expect(() => versionInForce([first], '2026-01-04')).toThrow(RangeError);
	});

	it('leaves the list as it was', () => {
		const documents = [second, first];
		versionInForce(documents, '2026-12-31');
		expect(documents).toEqual([second, first]);
	});

	it('leaves old ones readable', () => {
		expect(findVersion([first, second], '2026-01')).toBe(first);
		expect(findVersion([first, second], '2025-01')).toBeUndefined();
	});
});

describe('a link in a document', () => {
	const accepts = (href: string) => block.safeParse({ link: { text: 'Ver', href } }).success;

	it.each(['/arco', 'https://ejemplo.mx/a', 'mailto:a@ejemplo.mx', 'tel:7220000000'])(
		'may go to %s',
		(href) => {
			expect(accepts(href)).toBe(true);
		},
	);

	it.each(['javascript:alert(1)', '//ejemplo.mx', 'http://ejemplo.mx', 'arco', '/a b', 'data:text/html,x'])(
		'may not go to %s',
		(href) => {
			expect(accepts(href)).toBe(false);
		},
	);
});
