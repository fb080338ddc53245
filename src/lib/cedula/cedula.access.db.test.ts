import { describe, expect, it } from 'vitest';
import { ROLES, type Principal, type Role } from '#lib/access/access.ts';
import { newId } from '#lib/platform/ids.ts';
import { db } from '#lib/platform/database.server.ts';
import { aCompleteCedula, aCompleteClaim, aSubmission } from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeClaim } from './change-claim.server.ts';
import { createClaim } from './create-claim.server.ts';
import { discardChange } from './discard-change.server.ts';
import { getEditableClaim } from './editable-claim.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { getHistory } from './get-history.server.ts';
import { getSubmission, getSubmissionByFolio } from './get-submission.server.ts';
import { printAcknowledgement } from './print-acknowledgement.server.ts';
import { printCedula } from './print-cedula.server.ts';
import { saveSections } from './save-section.server.ts';
import { submitCedula } from './submit-cedula.server.ts';
import { withdrawClaim } from './withdraw-claim.server.ts';
import { withdrawSubmission } from './withdraw-submission.server.ts';

useTestDatabase();

const ID = newId();

const USE_CASES: Record<string, (principal: Principal | null) => Promise<unknown>> = {
	'read the cédula': (principal) => getCedula(principal),
	'look back on the history': (principal) => getHistory(principal, {}),
	'save a section': (principal) => saveSections(principal, {}),
	'add a claim': (principal) => createClaim(principal, { kind: 'training', data: {} }),
	'change a claim': (principal) => changeClaim(principal, ID, { data: {} }),
	'discard a change': (principal) => discardChange(principal, ID),
	'take a claim out': (principal) => withdrawClaim(principal, ID),
	'send the cédula': (principal) => submitCedula(principal, { truthDeclared: true }),
	'take the cédula back': (principal) => withdrawSubmission(principal),
	'see the submission': (principal) => getSubmission(principal),
	'see a receipt': (principal) => getSubmissionByFolio(principal, 'SHM-2026-000001'),
	'print a receipt': (principal) => printAcknowledgement(principal, 'SHM-2026-000001'),
	'print a cédula': (principal) => printCedula(principal, 'SHM-2026-000001'),
};

const someone = (role: Role, profileId: string | null): Principal => ({
	accountId: newId(),
	profileId,
	name: 'Alguien',
	roles: [role],
	channel: 'web',
});

describe.each(Object.entries(USE_CASES))('to %s', (_, run) => {
	it('one has to be signed in', async () => {
		expect(await reasonOf(run(null))).toMatchObject({ kind: 'unauthenticated' });
	});

	it.each(ROLES.filter((role) => role !== 'servant'))('is not for the role %s', async (role) => {
		expect(await reasonOf(run(someone(role, newId())))).toEqual({ kind: 'not_allowed' });
	});

	it('one needs a cédula', async () => {
		expect(await reasonOf(run(someone('servant', null)))).toEqual({ kind: 'not_allowed' });
	});

	it('no API key is enough', async () => {
		const key = { ...someone('servant', newId()), channel: 'api' as const, scope: 'review' as const };
		expect(await reasonOf(run(key))).toEqual({ kind: 'not_allowed' });
	});
});

describe('what belongs to another person', () => {
	it('does not exist for oneself', async () => {
		const [owner, other] = [await aServant(), await aServant()];
		const { id } = await aCompleteClaim(owner);
		const attempts = [
			() => changeClaim(other, id, { data: { position: 'Mía' } }),
			() => discardChange(other, id),
			() => withdrawClaim(other, id),
			() => getEditableClaim(db(), other.profileId, id),
			() => createClaim(other, { id, kind: 'experience', data: {} }),
		];
		for (const attempt of attempts) expect(await reasonOf(attempt())).toEqual({ kind: 'not_found' });
		expect((await getCedula(owner)).claims[0]?.data.position).toBe('Tesorera municipal');
		expect((await getCedula(other)).claims).toEqual([]);
	});

	it("does not show in one's own submission", async () => {
		const [owner, other] = [await aServant(), await aServant()];
		await aCompleteCedula(owner);
		const { folio } = await aSubmission(owner);
		expect((await getSubmission(other)).folio).toBeNull();
		expect(await reasonOf(getSubmissionByFolio(other, folio))).toEqual({ kind: 'not_found' });
		const { submissions, claims } = await getHistory(owner, {});
		expect([submissions.length, claims.length]).toEqual([1, 1]);
		const pages = { submissionsAfter: submissions[0]!.id, claimsAfter: claims[0]!.id };
		for (const page of [{}, pages])
			expect(await getHistory(other, page)).toMatchObject({ submissions: [], claims: [] });
		expect(await reasonOf(printAcknowledgement(other, folio))).toEqual({ kind: 'not_found' });
		expect(await reasonOf(printCedula(other, folio))).toEqual({ kind: 'not_found' });
	});
});
