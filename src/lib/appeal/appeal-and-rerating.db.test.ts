import { expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { verifyCode } from '#lib/credentials/verify-code.server.ts';
import { certifyOwnRating } from '#lib/credentials/own-certificate.server.ts';
import { drainJobs } from '#lib/platform/jobs.server.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { startRerating } from '#lib/rating/rerating/start-rerating.server.ts';
import { accepting, anAppeal } from '../../../tests/support/appeal-factory.ts';
import { aRatedServant } from '../../../tests/support/cases.ts';
import { aStaffMember, aVisitor } from '../../../tests/support/factories.ts';
import { codeOf } from '../../../tests/support/refusals.ts';
import { aModelInForce, LESS_FOR_FINANCE } from '../../../tests/support/rerating-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { answerAppeal } from './answer-appeal.server.ts';
import { askAppeal } from './ask-appeal.server.ts';
import { takeAppeal } from './take-appeal.server.ts';

useTestDatabase();

/** Everybody rated again. @returns the version by which */
async function rerateBy(admin: Principal): Promise<string> {
	const model = await aModelInForce(admin, LESS_FOR_FINANCE);
	await startRerating(admin, { model, reason: 'Acta 3.', confirmed: 'true' });
	await drainJobs({ slow: true });
	return model;
}

it('an open appeal outlives a rerating, and whoever decided that may answer it', async () => {
	const { servant, appeal, degreeId } = await anAppeal();
	const admin = await aStaffMember('admin');
	const model = await rerateBy(admin);
	expect(await getOwnRating(servant)).toMatchObject({ model, points: 0, rerating: { reason: 'Acta 3.' } });
	await takeAppeal(admin, appeal.id);
	await answerAppeal(admin, appeal.id, accepting(degreeId, 'A1'));
	expect(await getOwnRating(servant)).toMatchObject({
		model,
		points: 2200,
		afterAppeal: true,
		rerating: null,
	});
});

it('an appeal against what follows from a rerating is for neither who decided it nor who issued the dictamen', async () => {
	const { servant, reviewer } = await aRatedServant();
	const { code } = await certifyOwnRating(servant, { shows: 'stars' });
	const admin = await aStaffMember('admin');
	await rerateBy(admin);
	expect(await verifyCode(aVisitor(), code)).toMatchObject({ state: 'superseded' });
	const { id } = await askAppeal(servant, { reasons: { A1: 'Falta un grado.' } });
	expect(await codeOf(takeAppeal(admin, id))).toMatch(/^403/);
	expect(await codeOf(takeAppeal(reviewer, id))).toMatch(/^403/);
	await takeAppeal(await aStaffMember('reviewer'), id);
});
