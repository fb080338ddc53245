import { describe, expect, it } from 'vitest';
import { changeClaim } from '#lib/cedula/change-claim.server.ts';
import { readCedula } from '#lib/cedula/read-cedula.server.ts';
import { acceptedClaims } from '#lib/cedula/settle-claims.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { takeCase } from '#lib/review/take-next.server.ts';
import { accepting, anAppeal } from '../../../tests/support/appeal-factory.ts';
import { aStaffMember } from '../../../tests/support/factories.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { answerAppeal } from './answer-appeal.server.ts';

useTestDatabase();

/** An appeal about a degree that its person corrected and sent again while the appeal waited. */
async function withUpdate() {
	const appealed = await anAppeal();
	const { servant, degreeId } = appealed;
	await changeClaim(servant, degreeId, { data: { level: 'MAESTRIA' } });
	const { folio } = await submitCedula(servant, { truthDeclared: true });
	return { ...appealed, updateFolio: folio };
}

const degreeOf = async ({ servant, degreeId }: Awaited<ReturnType<typeof withUpdate>>) =>
	(await acceptedClaims(db(), servant.profileId)).find(({ id }) => id === degreeId)?.data.level;

describe('an appeal beside an update of the same claim', () => {
	it('leaves the update on its way, and what it sent to be decided', async () => {
		const found = await withUpdate();
		await answerAppeal(found.another, found.appeal.id, accepting(found.degreeId, 'A1'));
		expect(await degreeOf(found)).toBe('LICENCIATURA');
		const { claims, state } = await readCedula(db(), found.servant.profileId);
		expect(state).toBe('received');
		expect(claims.find(({ id }) => id === found.degreeId)?.state).toBe('submitted');
	});

	it('leaves counting what the update brought when that was rated first', async () => {
		const found = await withUpdate();
		const reviewer = await aStaffMember('reviewer');
		await takeCase(reviewer, found.updateFolio);
		await giveVerdict(reviewer, found.degreeId, { revision: 2, verdict: 'accepted' });
		await issueRating(reviewer, found.updateFolio, { identityAttested: true });
		const updated = await getOwnRating(found.servant);
		await answerAppeal(found.another, found.appeal.id, accepting(found.degreeId, 'A1'));
		expect(await degreeOf(found)).toBe('MAESTRIA');
		expect(await getOwnRating(found.servant)).toMatchObject({ afterAppeal: true, points: updated.points });
	});

	it('and both at once leave a rating that counts both', async () => {
		const found = await withUpdate();
		const reviewer = await aStaffMember('reviewer');
		await takeCase(reviewer, found.updateFolio);
		await giveVerdict(reviewer, found.degreeId, {
			revision: 2,
			verdict: 'rejected',
			reason: 'not-accredited',
			note: 'No acredita la maestría.',
		});
		await Promise.all([
			issueRating(reviewer, found.updateFolio, { identityAttested: true }),
			answerAppeal(found.another, found.appeal.id, accepting(found.degreeId, 'A1')),
		]);
		expect(await degreeOf(found)).toBe('LICENCIATURA');
		expect(await getOwnRating(found.servant)).toMatchObject({ points: 2200 });
	});
});
