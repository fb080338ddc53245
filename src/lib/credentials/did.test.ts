import { expect, it } from 'vitest';
import { didDocument, didOf, multibaseOf, type IssuerKey } from './did.ts';

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
	const [first, , second] = document.verificationMethod;
	expect([first!.id, second!.id]).toEqual(['did:web:shm.example.mx#a', 'did:web:shm.example.mx#b']);
	expect(document.assertionMethod).toEqual(document.verificationMethod.map(({ id }) => id));
	expect(document.verificationMethod.map(({ type }) => type)).toEqual([
		'JsonWebKey',
		'Multikey',
		'JsonWebKey',
		'Multikey',
	]);
	expect(first).toMatchObject({ created: '2026-01-02T03:04:05.000Z', retired: '2026-06-01T00:00:00.000Z' });
	expect(second).toMatchObject({ controller: 'did:web:shm.example.mx' });
	expect(second).not.toHaveProperty('retired');
});

it.each([
	['Lm_M42cB3HkUiODQsXRcweM6TByfzEHGO9ND274JcOY', 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
	['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw'],
])('writes the key %s as the examples of did:key and RFC 8037 are written', (x, expected) =>
	expect(multibaseOf({ kty: 'OKP', crv: 'Ed25519', x })).toBe(expected),
);
