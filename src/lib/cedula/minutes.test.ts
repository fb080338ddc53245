import { expect, it } from 'vitest';
import type { Missing } from './cedula.ts';
import { MINUTES_A_CLAIM, minutesLeft, minutesWords } from './minutes.ts';

const missing = (code: Missing['code'], href: string): Missing => ({ code, href, message: 'x' });

it('what is ready only has to be checked and sent', () => {
	expect(minutesLeft({ missing: [] })).toBe(2);
});

it('several answers of one page are one part, those of two claims are two', () => {
	const post = ['entity', 'area', 'level'].map((field) =>
		missing('post_incomplete', `/cedula/puesto#f-post.${field}`),
	);
	expect(minutesLeft({ missing: post })).toBe(2 + 3);
	const claims = ['a', 'b'].flatMap((id) => [
		missing('claim_incomplete', `/cedula/formacion/${id}#f-data.level`),
		missing('claim_incomplete', `/cedula/formacion/${id}#f-data.field`),
		missing('claim_without_evidence', `/cedula/formacion/${id}#documentos`),
	]);
	expect(minutesLeft({ missing: claims })).toBe(2 + 2 * MINUTES_A_CLAIM);
});

it('is said in words', () => {
	expect(minutesWords(1)).toBe('un minuto');
	expect(minutesWords(9)).toBe('unos 9 minutos');
});
