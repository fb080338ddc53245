import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeClaim } from '#lib/cedula/change-claim.server.ts';
import { closeCorrectionPeriods } from '#lib/cedula/close-correction-periods.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { withdrawSubmission } from '#lib/cedula/withdraw-submission.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { A_DEGREE, A_POST, aSubmission } from '../../../../tests/support/cases.ts';
import { anActiveReviewer, drawShare, reads, saying } from '../../../../tests/support/second-reading.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { giveVerdict } from '../give-verdict.server.ts';
import { observeIdentity } from '../observe-identity.server.ts';
import { openCase } from '../open-case.server.ts';
import { returnSubmission } from '../return-submission.server.ts';
import { secondReading } from '../tables.server.ts';
import { takeCase, takeNext } from '../take-next.server.ts';

useTestDatabase();

const ACCEPTED = saying('accepted');
const ISSUE = { identityAttested: true };

let ana: Awaited<ReturnType<typeof anActiveReviewer>>;
let beto: typeof ana;
let carla: typeof ana;

beforeEach(async () => {
	setClock(() => new Date('2026-06-15T18:00:00Z'));
	ana = await anActiveReviewer('Ana Lara');
	beto = await anActiveReviewer('Beto Ruiz');
	carla = await anActiveReviewer('Carla Paz');
	drawShare(100);
	return () => drawShare(0);
});

/** A cédula of somebody with an account, its degree and post accepted by Ana, in the hands of Beto. */
async function inSecondReading() {
	const sent = await aSubmission([A_DEGREE, A_POST]);
	const [degree, post] = sent.claimIds as [string, string];
	await reads(ana, sent.folio, { [degree]: ACCEPTED, [post]: ACCEPTED });
	await takeCase(beto, sent.folio);
	return { ...sent, degree, post };
}

const standing = async (folio: string) => {
	const [row] = await db()
		.select({ state: submission.state, rereading: submission.rereading, outcome: secondReading.outcome })
		.from(submission)
		.innerJoin(secondReading, eq(secondReading.submissionId, submission.id))
		.where(eq(submission.folio, folio));
	return row;
};

describe('a second reader who returns the cédula', () => {
	it('gets it back with the same reading, and what was observed goes to a third', async () => {
		const { servant, folio, degree, post } = await inSecondReading();
		await giveVerdict(beto, post, ACCEPTED);
		await giveVerdict(beto, degree, saying('observed'));
		await returnSubmission(beto, folio);
		await changeClaim(servant, degree, { data: { level: 'MAESTRIA' } });
		await submitCedula(servant, { truthDeclared: true });
		expect(await standing(folio)).toMatchObject({ state: 'received', rereading: 'second' });
		expect((await takeNext(beto))?.folio).toBe(folio);
		await giveVerdict(beto, degree, saying('accepted', 2));
		expect(await issueRating(beto, folio, ISSUE)).toMatchObject({ rereading: 'third' });
		const { claims } = await openCase(carla, folio);
		expect(claims.map(({ state }) => state)).toEqual(['submitted', 'accepted']);
		expect(claims[0]?.readings).toMatchObject([
			{ reading: 1, revision: 1, verdict: 'accepted' },
			{ reading: 2, revision: 1, verdict: 'observed' },
			{ reading: 2, revision: 2, verdict: 'accepted' },
		]);
	});

	it('sends it to a third also for the identity alone, with all that was decided', async () => {
		const { servant, folio, degree, post } = await inSecondReading();
		for (const claimId of [degree, post]) await giveVerdict(beto, claimId, ACCEPTED);
		setClock(() => new Date('2026-06-16T18:00:00Z'));
		await observeIdentity(beto, folio, { observed: true, note: 'La CURP es otra.' });
		await returnSubmission(beto, folio);
		await submitCedula(servant, { truthDeclared: true });
		await takeCase(beto, folio);
		expect((await openCase(beto, folio)).identityRemarks).toMatchObject([{ note: 'La CURP es otra.' }]);
		expect(await issueRating(beto, folio, ISSUE)).toMatchObject({ rereading: 'third' });
		await takeCase(carla, folio);
		const opened = await openCase(carla, folio);
		expect(opened).toMatchObject({ identityDisputed: true, offers: { issue: null } });
		await issueRating(carla, folio, ISSUE);
		expect(await standing(folio)).toMatchObject({ state: 'rated', outcome: 'settled' });
	});

	it('leaves what nobody answered in dispute, too', async () => {
		const { folio, degree, post } = await inSecondReading();
		await giveVerdict(beto, post, ACCEPTED);
		await giveVerdict(beto, degree, saying('observed'));
		await returnSubmission(beto, folio);
		setClock(() => new Date('2026-07-15T18:00:00Z'));
		await closeCorrectionPeriods();
		await takeCase(beto, folio);
		const [dora, elsa] = [await anActiveReviewer('Dora Sol'), await anActiveReviewer('Elsa Gil')];
		expect(await issueRating(beto, folio, ISSUE)).toMatchObject({ rereading: 'third' });
		expect((await openCase(dora, folio)).claims[0]).toMatchObject({ state: 'submitted' });
		await reads(elsa, folio, { [degree]: ACCEPTED });
		expect(await standing(folio)).toMatchObject({ state: 'rated', outcome: 'settled' });
	});
});

describe('what the first reader returned', () => {
	it('is not shown to the second, who sees the corrected answers only; the third sees all', async () => {
		const sent = await aSubmission([A_DEGREE]);
		const [degree] = sent.claimIds as [string];
		await takeCase(ana, sent.folio);
		await giveVerdict(ana, degree, saying('observed', 1, 'Falta el reverso.'));
		await returnSubmission(ana, sent.folio);
		setClock(() => new Date('2026-06-16T18:00:00Z'));
		await changeClaim(sent.servant, degree, { data: { level: 'MAESTRIA' } });
		await submitCedula(sent.servant, { truthDeclared: true });
		await reads(ana, sent.folio, { [degree]: saying('accepted', 2) });
		const [blind] = (await openCase(beto, sent.folio)).claims;
		expect(blind).toMatchObject({ revision: 2, state: 'submitted', remarks: [], readings: [] });
		await reads(beto, sent.folio, { [degree]: saying('rejected', 2) });
		const [seen] = (await openCase(carla, sent.folio)).claims;
		expect(seen).toMatchObject({ remarks: [{ note: 'Falta el reverso.' }] });
		expect(seen?.readings.map(({ reading, revision }) => [reading, revision])).toEqual([
			[1, 1],
			[1, 2],
			[2, 2],
		]);
	});

	it('is read again as it was corrected, and what the end of the period decided stays decided', async () => {
		const sent = await aSubmission([A_DEGREE, A_POST]);
		const [degree, post] = sent.claimIds as [string, string];
		await takeCase(ana, sent.folio);
		await giveVerdict(ana, degree, saying('observed'));
		await giveVerdict(ana, post, ACCEPTED);
		await returnSubmission(ana, sent.folio);
		setClock(() => new Date('2026-07-15T18:00:00Z'));
		await closeCorrectionPeriods();
		for (const name of ['Dora Sol', 'Elsa Gil']) await anActiveReviewer(name);
		expect(await reads(ana, sent.folio, {})).toMatchObject({ rereading: 'second' });
		const states = (await openCase(beto, sent.folio)).claims.map(({ state }) => state);
		expect(states).toEqual(['rejected', 'submitted']);
		await reads(beto, sent.folio, { [post]: ACCEPTED });
		expect(await standing(sent.folio)).toMatchObject({ outcome: 'agreed' });
	});
});

describe('a person who withdraws the cédula while it is read again', () => {
	it('ends the reading', async () => {
		const sent = await aSubmission();
		await reads(ana, sent.folio, { [sent.claimIds[0]!]: ACCEPTED });
		await withdrawSubmission(sent.servant);
		expect(await standing(sent.folio)).toEqual({ state: 'withdrawn', rereading: null, outcome: 'withdrawn' });
	});
});
