import { expect, it } from 'vitest';
import { didDocument, didOf, type IssuerKey } from './did.ts';

it.each([
	['https://shm.example.mx', 'did:web:shm.example.mx'],
	['http://localhost:3000', 'did:web:localhost%3A3000'],
])('%s is named %s', (origin, did) => expect(didOf(origin)).toBe(did));

it('publishes former keys beside the present one, each with its dates', () => {
	const key = (thumbprint: string, retiredAt: Date | null): IssuerKey => ({
		thumbprint,
		publicJwk: { kty: 'OKP', crv: 'Ed25519', x: 'AA' },
		createdAt: new Date('2026-01-02T03:04:05Z'),
		retiredAt,
	});
	const document = didDocument('https://shm.example.mx', [
		key('a', new Date('2026-06-01T00:00:00Z')),
		key('b', null),
	]);
	expect(document.assertionMethod).toEqual(['did:web:shm.example.mx#a', 'did:web:shm.example.mx#b']);
	expect(document.verificationMethod).toMatchObject([
		{ created: '2026-01-02T03:04:05.000Z', retired: '2026-06-01T00:00:00.000Z' },
		{ controller: 'did:web:shm.example.mx' },
	]);
	expect(document.verificationMethod[1]).not.toHaveProperty('retired');
});
