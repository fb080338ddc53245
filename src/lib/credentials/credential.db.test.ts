import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/accounts/operator.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import { listAccessLog } from '#lib/privacy/list-access-log.server.ts';
import { replaceRating } from '#lib/rating/replace-rating.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { aRatedServant } from '../../../tests/support/cases.ts';
import { aVisitor } from '../../../tests/support/factories.ts';
import { factsOf, objectsOf, qrOf, tagsOf, textOf } from '../../../tests/support/pdf.ts';
import { mailFor, messagesFor } from '../../../tests/support/outbox.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import type { Shown } from './certificate.ts';
import { verifyIndependently } from './independent-verifier.factory.ts';
import { createIssuerKey, listIssuerKeys, publishKeys, rotateIssuerKey } from './manage-keys.server.ts';
import { certifyOwnRating, getOwnCertificate } from './own-certificate.server.ts';
import { printCertificate } from './print-certificate.server.ts';
import { revokeCertificate, revokeOwnCertificate } from './revoke-certificate.server.ts';
import { signOwnCredential, signStatusList } from './sign-credential.server.ts';
import { credentialKey } from './tables.server.ts';
import { verifyCode } from './verify-code.server.ts';
import { verifyFile } from './verify-file.server.ts';

useTestDatabase();

async function aCertificate(shows: Shown = 'stars') {
	const rated = await aRatedServant();
	const { code } = await certifyOwnRating(rated.servant, { shows });
	return { ...rated, code };
}

async function aCredential(shows?: Shown) {
	const certified = await aCertificate(shows);
	const { bytes } = await signOwnCredential(certified.servant);
	return { ...certified, bytes, token: Buffer.from(bytes).toString() };
}

/** What a stranger gets from our public addresses. */
async function published(address: string): Promise<string> {
	const { origin } = settings();
	if (address === `${origin}/.well-known/did.json`) return JSON.stringify(await publishKeys());
	const list = address.split(`${origin}/credenciales/estado/`)[1];
	if (list) return signStatusList(list);
	throw new Error(`nothing at ${address}`);
}

async function supersede(profileId: string, reviewer: Parameters<typeof replaceRating>[1]) {
	const [former] = await db().select().from(rating).where(eq(rating.profileId, profileId));
	const { submissionId, identityAttested } = former!;
	await inTransaction((tx) =>
		replaceRating(tx, reviewer, { profileId, submissionId, appealId: newId(), identityAttested }),
	);
}

/** The bytes with one bit of one of them changed. */
function changedAt(bytes: Uint8Array, position: number): Uint8Array {
	const copy = Uint8Array.from(bytes);
	copy[position]! ^= 1;
	return copy;
}

describe('a credential', () => {
	it('is accepted by an independent verifier, with the least of data', async () => {
		const { token, code } = await aCredential();
		const { credential, revoked } = await verifyIndependently(token, published);
		expect(revoked).toBe(false);
		expect(credential.id).toBe(`${settings().origin}/verificar/${code}`);
		const { identifier, achievement, result, role } = credential.credentialSubject;
		expect(identifier).toMatchObject([{ identityHash: 'Itzel Xochihua Arizmendi' }]);
		expect(result.map(({ value }) => value)).toEqual(['1.9']);
		expect(achievement.resultDescription.map(({ id }) => id)).toEqual(
			result.map(({ resultDescription }) => resultDescription),
		);
		expect(role).toBeUndefined();
		expect(token).not.toContain('points');
	});

	it('says points and post when the person shows them', async () => {
		const { token } = await aCredential('post');
		const { role, result } = (await verifyIndependently(token, published)).credential.credentialSubject;
		expect(role).toBe('Analista de egresos, Ayuntamiento de Toluca');
		expect(result).toHaveLength(2);
	});

	it('is refused when any byte changes, by others and by us', async () => {
		const { bytes, token } = await aCredential();
		const visitor = aVisitor();
		expect(await verifyFile(visitor, bytes)).toMatchObject({ state: 'valid' });
		const dots = [token.indexOf('.'), token.lastIndexOf('.')] as const;
		const positions = [10, dots[0], dots[0] + 40, dots[1] - 3, dots[1] + 9, bytes.length - 1];
		for (const position of positions) {
			const changed = changedAt(bytes, position);
			expect(await codeOf(verifyFile(visitor, changed))).toBe('422 invalid');
		}
		const documents = new Map<string, Promise<string>>();
		const kept = (address: string) => {
			if (!documents.has(address)) documents.set(address, published(address));
			return documents.get(address)!;
		};
		await verifyIndependently(token, kept);
		for (let position = 1; position < bytes.length - 1; position += 53)
			await expect(
				verifyIndependently(Buffer.from(changedAt(bytes, position)).toString(), kept),
			).rejects.toThrow();
	});

	it('signed with another key under our name is refused', async () => {
		const { token } = await aCredential();
		const [header, payload] = token.split('.');
		const forged = `${header}.${payload}.${Buffer.alloc(64, 7).toString('base64url')}`;
		await expect(verifyIndependently(forged, published)).rejects.toThrow();
		expect(await codeOf(verifyFile(aVisitor(), Buffer.from(forged)))).toBe('422 invalid');
	});

	it('is told to be revoked by the status list and by us, and another one may be asked for', async () => {
		const { servant, code, token, bytes } = await aCredential();
		await revokeOwnCertificate(servant, code);
		expect(await verifyIndependently(token, published)).toMatchObject({ revoked: true });
		expect(await verifyFile(aVisitor(), bytes)).toEqual({
			kind: 'certificate',
			state: 'revoked',
			code,
			revokedAt: expect.any(Date),
		});
		const again = await certifyOwnRating(servant, { shows: 'stars' });
		expect(again.code).not.toBe(code);
		const { bytes: fresh } = await signOwnCredential(servant);
		expect(await verifyIndependently(Buffer.from(fresh).toString(), published)).toMatchObject({
			revoked: false,
		});
	});

	it('still verifies after the key was changed, whose private part is gone', async () => {
		const { servant, token, bytes } = await aCredential();
		await rotateIssuerKey(OPERATOR);
		expect(await verifyIndependently(token, published)).toMatchObject({ revoked: false });
		expect(await verifyFile(aVisitor(), bytes)).toMatchObject({ state: 'valid' });
		const next = Buffer.from((await signOwnCredential(servant)).bytes).toString();
		expect(next).not.toBe(token);
		expect(await verifyIndependently(next, published)).toMatchObject({ revoked: false });
		const keys = await db().select().from(credentialKey);
		expect(keys.filter(({ sealedPrivate }) => sealedPrivate)).toHaveLength(1);
		expect((await listIssuerKeys(OPERATOR)).filter(({ retiredAt }) => !retiredAt)).toHaveLength(1);
		expect(await codeOf(createIssuerKey(OPERATOR))).toBe('409 has_key');
	});
});

describe('a certificate', () => {
	it('is a sound, tagged document that names issuer, model and person, with the code of its verification', async () => {
		const { servant, code } = await aCertificate();
		const { bytes } = await printCertificate(servant);
		expect(factsOf(bytes)).toMatchObject({
			Title: `Constancia de ponderación ${code}`,
			Tagged: 'yes',
			Pages: '1',
		});
		expect(objectsOf(bytes)).toMatch(/"\/Lang": "u:es-MX"/);
		expect(tagsOf(bytes)).toMatch(/^\s*H1/m);
		expect(Buffer.from(bytes).toString('latin1')).toMatch(/<pdfaid:part>2<[^]*<pdfaid:conformance>A</);
		const text = textOf(bytes);
		for (const part of [
			'Itzel Xochihua Arizmendi',
			'1.9 de 5 estrellas',
			'22 de 100',
			'(shm-v1)',
			'Personal',
			'las iniciales de la persona, y nada más',
			code,
		])
			expect(text).toContain(part);
		expect(await qrOf(bytes)).toBe(`${settings().origin}/verificar/${code}`);
	});

	it('is known by its file, which nobody may change', async () => {
		const { servant, code } = await aCertificate();
		const { bytes } = await printCertificate(servant);
		expect((await printCertificate(servant)).bytes).toEqual(bytes);
		expect(await verifyFile(aVisitor(), bytes)).toMatchObject({ code, state: 'valid' });
		expect(await codeOf(verifyFile(aVisitor(), changedAt(bytes, 2000)))).toBe('422 invalid');
		expect(await codeOf(verifyFile(aVisitor(), Buffer.from('hola')))).toBe('422 invalid');
	});

	it.each([
		['stars', { points: null, model: null, post: null }],
		['points', { points: 2200, model: 'shm-v1', post: null }],
		['post', { points: 2200, model: 'shm-v1', post: 'Analista de egresos, Ayuntamiento de Toluca' }],
	] as const)(
		'shows %s as chosen and no more, and the person sees that it was asked',
		async (shows, expected) => {
			const { servant, code } = await aCertificate(shows);
			expect(await verifyCode(aVisitor(), code)).toEqual({
				kind: 'certificate',
				state: 'valid',
				code,
				initials: 'I. X. A.',
				ratedAt: expect.any(Date),
				stars: 19,
				...expected,
			});
			const { items } = await listAccessLog(servant, {});
			expect(items[0]).toMatchObject({ purpose: expect.stringContaining('constancia de su ponderación') });
		},
	);

	it('is one, with one code, however often it is asked for', async () => {
		const { servant, code } = await aCertificate();
		expect(await certifyOwnRating(servant, { shows: 'points' })).toEqual({ code });
		expect(await getOwnCertificate(servant)).toMatchObject({
			current: { code, shows: 'points' },
			revoked: [],
		});
	});

	it('is superseded when a newer rating holds', async () => {
		const { servant, reviewer, code, bytes } = await aCredential();
		await supersede(servant.profileId, reviewer);
		expect(await verifyCode(aVisitor(), code)).toMatchObject({ state: 'superseded', stars: 19 });
		expect(await verifyFile(aVisitor(), bytes)).toMatchObject({ state: 'superseded' });
		expect(await getOwnCertificate(servant)).toMatchObject({
			hasStars: true,
			current: null,
			superseded: [{ code }],
		});
		await revokeOwnCertificate(servant, code);
		expect(await verifyCode(aVisitor(), code)).toMatchObject({ state: 'revoked' });
		const templates = (await messagesFor(servant.accountId)).map(({ template }) => template);
		expect(templates).not.toContain('certificate-revoked');
	});

	it('that the institution revoked tells the person why, and cannot be asked for again', async () => {
		const { servant, code, folio } = await aCertificate();
		await revokeCertificate(OPERATOR, { code: code.toLowerCase(), reason: 'Dictamen emitido por error' });
		expect(await verifyCode(aVisitor(), code)).toMatchObject({ state: 'revoked' });
		expect(await getOwnCertificate(servant)).toMatchObject({
			current: null,
			revoked: [{ code, byInstitution: true, reason: 'Dictamen emitido por error' }],
		});
		expect(await codeOf(certifyOwnRating(servant, { shows: 'stars' }))).toBe('409 revoked');
		expect(await codeOf(revokeCertificate(OPERATOR, { code, reason: 'Otra vez' }))).toBe('404 not_found');
		const mail = await mailFor(servant.accountId, 'certificate-revoked');
		expect(mail?.subject).toContain(folio);
		expect(mail?.body).toContain('«Dictamen emitido por error»');
		expect(mail?.body).toMatch(/\/mi\/ponderacion\/constancia$/m);
	});

	it('of somebody whose key was erased is unknown', async () => {
		const { servant, code } = await aCertificate();
		await db().delete(personKey).where(eq(personKey.profileId, servant.profileId));
		expect(await codeOf(verifyCode(aVisitor(), code))).toBe('404 not_found');
	});
});
