import { describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { aDecidedCase, aRatedServant } from '../../../tests/support/cases.ts';
import { aServant, aStaffMember } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { getOwnRating } from './get-own-rating.server.ts';
import { getOwnLowering } from './lowering/get-own-lowering.server.ts';
import { issueRating } from './issue-rating.server.ts';

useTestDatabase();
const ATTESTED = { identityAttested: true };
const refused = (kind: string) => ({ reason: { kind } });

describe('only the holder issues', () => {
	it('refuses whoever is not signed in', async () => {
		const { folio } = await aDecidedCase();
		await expect(issueRating(null, folio, ATTESTED)).rejects.toMatchObject(refused('unauthenticated'));
	});

	it('refuses a servant, the owner of the cédula among them', async () => {
		const { servant, folio } = await aDecidedCase();
		await expect(issueRating(servant, folio, ATTESTED)).rejects.toMatchObject(refused('not_allowed'));
	});

	it('refuses a reviewer whose own cédula it is', async () => {
		const { servant, folio } = await aDecidedCase();
		const both: Principal = { ...servant, roles: ['servant', 'reviewer'] };
		await expect(issueRating(both, folio, ATTESTED)).rejects.toMatchObject(refused('not_allowed'));
	});

	it('refuses another reviewer, who does not hold the case', async () => {
		const { folio } = await aDecidedCase();
		const other = await aStaffMember('reviewer');
		await expect(issueRating(other, folio, ATTESTED)).rejects.toMatchObject({
			reason: { code: 'not_holder' },
		});
	});

	it('refuses an API key of another scope', async () => {
		const { reviewer, folio } = await aDecidedCase();
		const byKey: Principal = { ...reviewer, channel: 'api', scope: 'bank' };
		await expect(issueRating(byKey, folio, ATTESTED)).rejects.toMatchObject(refused('not_allowed'));
	});
});

describe('a person reads their own rating and nobody else\u2019s', () => {
	it('shows each their own', async () => {
		await aRatedServant();
		const other = await aServant();
		expect(await getOwnRating(other)).toEqual({ stars: null });
	});

	it('refuses staff, who have no cédula', async () => {
		await expect(getOwnRating(await aStaffMember('reviewer'))).rejects.toMatchObject(refused('not_allowed'));
		await expect(getOwnLowering(await aStaffMember('reviewer'))).rejects.toMatchObject(
			refused('not_allowed'),
		);
		await expect(getOwnLowering(null)).rejects.toMatchObject(refused('unauthenticated'));
		await expect(getOwnRating(null)).rejects.toMatchObject(refused('unauthenticated'));
	});
});
