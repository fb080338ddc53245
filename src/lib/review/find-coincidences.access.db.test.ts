import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal, Role } from '#lib/access/access.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { readBirthDate } from '#lib/identifiers/curp.ts';
import { listAccessLog } from '#lib/privacy/list-access-log.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { refusalOf } from '../../../tests/support/refusals.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { COMPARISON } from './find-coincidences.server.ts';
import { openCase } from './open-case.server.ts';

useTestDatabase();

beforeEach(forgetSubmissions);

const claims = [{ bytes: 'the title of one of them' }];

/** Two people with the same name, birth date and file; the first one can sign in. */
async function aLikelyDuplicate() {
	const servant = await aServant();
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	const person = { ...names, birthDate: readBirthDate(servant.curp)! };
	const own = await aSubmission({ profileId: servant.profileId, person, claims });
	const other = await aSubmission({ person: { ...person, homonym: '1' }, claims });
	return { servant, own, other };
}

const codesOf = async (who: Principal, folio: string) =>
	(await openCase(who, folio)).warnings.map(({ code }) => code);

describe('a likely duplicate', () => {
	it.each(['reviewer', 'admin'] as Role[])('is shown to a %s', async (role) => {
		const { own, other } = await aLikelyDuplicate();
		const someone: Principal = { ...(await aReviewerNamed('Ana Lara')), roles: [role] };
		expect(await codesOf(someone, own.folio)).toEqual(['repeated_identity', 'shared_file']);
		expect(await codesOf(someone, other.folio)).toEqual(['repeated_identity', 'shared_file']);
	});

	it.each(['servant', 'expert', 'recruiter', 'privacy', 'auditor'] as Role[])(
		'is not shown to a %s',
		async (role) => {
			const { own } = await aLikelyDuplicate();
			const someone: Principal = { ...(await aReviewerNamed('Ana Lara')), roles: [role] };
			expect((await refusalOf(openCase(someone, own.folio))).reason.kind).toBe('not_allowed');
		},
	);

	it('is not shown to the person, not even to one who reviews', async () => {
		const { servant, own } = await aLikelyDuplicate();
		const reviewing: Principal = { ...servant, roles: ['servant', 'reviewer'] };
		expect((await refusalOf(openCase(servant, own.folio))).reason.kind).toBe('not_allowed');
		expect((await refusalOf(openCase(reviewing, own.folio))).reason.kind).toBe('not_allowed');
	});

	it('leaves no trace of the other person in what the person reads', async () => {
		const { servant, own, other } = await aLikelyDuplicate();
		const ana = await aReviewerNamed('Ana Lara');
		await openCase(ana, own.folio);
		await openCase(ana, other.folio);
		const log = await listAccessLog(servant, {});
		expect(log.items.map(({ what, purpose }) => [what, purpose])).toEqual([
			['Vio su nombre y el folio de su cédula', COMPARISON],
			['Abrió su cédula enviada', 'Validación de su cédula'],
		]);
		const read = JSON.stringify([log, await getCedula(servant), await getSubmission(servant)]);
		expect(read).toContain(own.folio);
		expect(read).not.toContain(other.folio);
		expect(read).not.toMatch(/repeated_identity|shared_file/);
	});
});
