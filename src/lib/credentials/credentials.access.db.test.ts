import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { expectDoor } from '../../../tests/support/access.ts';
import { aRatedServant } from '../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { createIssuerKey, listIssuerKeys, rotateIssuerKey } from './manage-keys.server.ts';
import { certifyOwnRating, getOwnCertificate } from './own-certificate.server.ts';
import { printCertificate } from './print-certificate.server.ts';
import { revokeCertificate, revokeOwnCertificate } from './revoke-certificate.server.ts';
import { signOwnCredential } from './sign-credential.server.ts';

useTestDatabase();

type Try = (who: Principal | null) => Promise<unknown>;
const OWN: [string, Try][] = [
	['the state of a certificate', getOwnCertificate],
	['asking for one', (who) => certifyOwnRating(who, { shows: 'stars' })],
	['the PDF', printCertificate],
	['the credential', signOwnCredential],
	['taking one’s own back', (who) => revokeOwnCertificate(who, '0000-0000-0000')],
];
const OF_KEYS: [string, Try][] = [
	['making the first key', createIssuerKey],
	['changing the key', rotateIssuerKey],
	['listing the keys', listIssuerKeys],
];

describe('the door', () => {
	it.each(OWN)('of %s is open to servants', (_, run) => expectDoor('credential.own', ['servant'], run));

	it.each(OF_KEYS)('of %s is open to nobody but the console', (_, run) =>
		expectDoor('credential.keys', [], run),
	);

	it('of revoking is open to administrators', () =>
		expectDoor('credential.revoke', ['admin'], (who) =>
			revokeCertificate(who, { code: '0000-0000-0000', reason: 'Emitido por error' }),
		));

	it('stays shut while an administrator helps the person at the desk', async () => {
		const { servant } = await aRatedServant();
		const helping: Principal = {
			...(await aStaffMember('admin')),
			profileId: servant.profileId,
			assists: { name: 'Itzel', until: new Date(Date.now() + 60_000) },
		};
		for (const [, run] of OWN) expect(await codeOf(run(helping))).toBe('403 not_allowed');
	});
});

describe('a person', () => {
	it('cannot revoke the certificate of somebody else, nor print one without a rating', async () => {
		const { servant } = await aRatedServant();
		const { code } = await certifyOwnRating(servant, { shows: 'stars' });
		const other = await aServant();
		expect(await codeOf(revokeOwnCertificate(other, code))).toBe('404 not_found');
		expect(await codeOf(printCertificate(other))).toBe('404 not_found');
		expect(await codeOf(signOwnCredential(other))).toBe('404 not_found');
		expect(await codeOf(certifyOwnRating(other, { shows: 'stars' }))).toBe('409 no_stars');
		expect(await getOwnCertificate(servant)).toMatchObject({ current: { code } });
	});
});
