import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { aPrincipal, doorOf, expectDoor } from '../../../tests/support/access.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { acknowledgeNotice, findAcknowledgement } from './acknowledge-notice.server.ts';
import { getConsents } from './get-consents.server.ts';
import { setConsents } from './set-consents.server.ts';

useTestDatabase();

const DOORS: [string, (principal: Principal | null) => Promise<unknown>][] = [
	['getConsents', getConsents],
	['setConsents', (principal) => setConsents(principal, {})],
	['acknowledgeNotice', (principal) => acknowledgeNotice(principal, 'ninguna')],
	['findAcknowledgement', findAcknowledgement],
];

describe('one’s own privacy', () => {
	it.each(DOORS)('%s: people with a cédula', async (_, run) => {
		await expectDoor('privacy.own', ['servant'], run);
	});

	it.each(DOORS)('%s: not without a cédula, nor through an API key', async (_, run) => {
		expect(await doorOf(run(aPrincipal('servant', { profileId: null })))).toBe(403);
		expect(await doorOf(run(aPrincipal('servant', { scope: 'review' })))).toBe(403);
	});
});
