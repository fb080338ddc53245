import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { runPeriodic } from '#lib/platform/jobs.server.ts';
import {
	aCompleteCedula,
	aFileOn,
	aSubmission,
	issued,
	returned,
} from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { codeOf, reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeClaim } from './change-claim.server.ts';
import { getCedula } from './get-cedula.server.ts';
import { getSubmission } from './get-submission.server.ts';
import { pastRemarks } from './past-remarks.server.ts';
import { saveReplies } from './save-replies.server.ts';
import { saveSections } from './save-section.server.ts';
import { acceptedClaims } from './settle-claims.server.ts';
import { submitCedula } from './submit-cedula.server.ts';
import { claimRevision, remark, submission, submissionClaim } from './tables.server.ts';
import { withdrawSubmission } from './withdraw-submission.server.ts';

useTestDatabase();

const rowOf = async (folio: string) =>
	(await db().select().from(submission).where(eq(submission.folio, folio)))[0]!;

/** Sent on Monday 15 June 2026, returned on Tuesday with the course observed. */
async function aReturnedCedula() {
	const servant = await aServant();
	const [job, course] = await aCompleteCedula(servant, ['experience', 'training']);
	setClock(() => new Date('2026-06-15T18:00:00Z'));
	const { folio } = await aSubmission(servant);
	setClock(() => new Date('2026-06-16T18:00:00Z'));
	await returned(folio, [course!.id]);
	return { servant, folio, job: job!, course: course! };
}

describe('a cédula that came back', () => {
	it('says what to do with each observed claim and until when', async () => {
		const { servant, course } = await aReturnedCedula();
		const view = await getSubmission(servant);
		expect(view).toMatchObject({ state: 'needs_you', correctBy: '2026-06-30' });
		expect(view.remarks).toEqual([
			{
				claimId: course.id,
				kind: 'training',
				title: 'Presupuesto basado en resultados',
				reason: 'illegible',
				reasonLabel: 'El documento no se lee',
				whatToDo: expect.stringContaining('Vuelva a tomar la foto'),
				note: null,
				href: `/cedula/capacitacion/${course.id}`,
				state: 'todo',
				reply: null,
			},
		]);
	});

	it('tells the person what is corrected, what has a reply and what is left to do', async () => {
		const servant = await aServant();
		const [job, course] = await aCompleteCedula(servant, ['experience', 'training']);
		const { folio } = await aSubmission(servant);
		await returned(folio, [job!.id, course!.id], { identityRemark: 'El título dice Xóchitl.' });
		const states = async () => (await getSubmission(servant)).remarks.map(({ state }) => state);
		expect(await states()).toEqual(['todo', 'todo', 'todo']);
		await changeClaim(servant, course!.id, { data: { hours: 20 } });
		await saveReplies(servant, { replies: { [job!.id]: 'La constancia dice eso.' } });
		await saveSections(servant, { identity: { givenNames: 'Itzel María' } });
		expect(await states()).toEqual(['corrected', 'replied', 'corrected']);
	});

	it('opens only the observed claims', async () => {
		const { servant, job, course } = await aReturnedCedula();
		expect(await reasonOf(changeClaim(servant, job.id, { data: { position: 'Otra' } }))).toMatchObject({
			code: 'not_editable',
		});
		const changed = await changeClaim(servant, course.id, { data: { hours: 20 } });
		expect(changed).toMatchObject({ state: 'observed', revision: 2 });
	});

	it('tells what was corrected from what is still as it was sent', async () => {
		const { servant, course } = await aReturnedCedula();
		const differs = async () => (await getCedula(servant)).claims.map((claim) => claim.differs);
		expect(await differs()).toEqual([false, false]);
		await changeClaim(servant, course.id, { data: { hours: 20 } });
		expect(await differs()).toEqual([false, true]);
	});

	it('remarks on the identity too', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await returned(folio, [], { identityRemark: 'El título dice Xóchitl.' });
		expect((await getSubmission(servant)).remarks).toMatchObject([
			{ claimId: null, reason: 'identity', note: 'El título dice Xóchitl.', href: '/cedula/identidad' },
		]);
	});
});

describe('answering observations', () => {
	it('keeps the folio, sends a new revision, and the clock goes on where it stood', async () => {
		const { servant, folio, course } = await aReturnedCedula();
		await changeClaim(servant, course.id, { data: { hours: 20 } });
		await aFileOn(servant, course.id);
		setClock(() => new Date('2026-06-19T18:00:00Z'));
		expect(await aSubmission(servant)).toMatchObject({ folio, state: 'received', dueOn: '2026-06-25' });
		const revisions = await db().select().from(claimRevision).where(eq(claimRevision.claimId, course.id));
		expect(revisions.map(({ number, data }) => [number, data.hours])).toEqual([
			[1, 40],
			[2, 20],
		]);
		expect(await rowOf(folio)).toMatchObject({ pausedOn: null, correctBy: null, holderId: null });
		expect((await getSubmission(servant)).claims.map(({ state }) => state)).toEqual([
			'submitted',
			'submitted',
		]);
	});

	it('keeps what was decided on the rest', async () => {
		const { servant, folio, job, course } = await aReturnedCedula();
		await aSubmission(servant);
		const { id } = await rowOf(folio);
		const inside = await db().select().from(submissionClaim).where(eq(submissionClaim.submissionId, id));
		const stateOf = (claimId: string) => inside.find((each) => each.claimId === claimId)?.state;
		expect([stateOf(job.id), stateOf(course.id)]).toEqual(['accepted', 'submitted']);
	});

	it('twice is once', async () => {
		const { servant, course } = await aReturnedCedula();
		await Promise.all([aSubmission(servant), aSubmission(servant)]);
		const revisions = await db().select().from(claimRevision).where(eq(claimRevision.claimId, course.id));
		expect(revisions).toHaveLength(2);
	});

	it('on the day of the return moves no date', async () => {
		const { servant } = await aReturnedCedula();
		expect(await aSubmission(servant)).toMatchObject({ dueOn: '2026-06-22' });
	});
});

describe('what a person writes to the reviewer', () => {
	it('is kept encrypted, can be taken back, and is read only by its owner until it is sent', async () => {
		const { servant, folio, course } = await aReturnedCedula();
		const { remarks } = await saveReplies(servant, {
			replies: { [course.id]: ' Se lee bien.\r\nVea el reverso. ' },
		});
		expect(remarks[0]).toMatchObject({ reply: 'Se lee bien.\nVea el reverso.', state: 'replied' });
		const { id, profileId } = await rowOf(folio);
		const [kept] = await db().select().from(remark).where(eq(remark.submissionId, id));
		expect(kept!.reply!.toString()).not.toContain('lee');
		const key = await getPersonKey(profileId);
		expect(await pastRemarks(db(), key, id)).toEqual([]);
		expect((await saveReplies(servant, { replies: { [course.id]: '' } })).remarks[0]?.reply).toBeNull();
	});

	it('goes along with the answer', async () => {
		const { servant, folio, course } = await aReturnedCedula();
		await submitCedula(servant, { truthDeclared: true, replies: { [course.id]: 'Así es.' } });
		const { id, profileId } = await rowOf(folio);
		expect(await pastRemarks(db(), await getPersonKey(profileId), id)).toMatchObject([
			{ claimId: course.id, reason: 'illegible', outcome: 'unchanged', reply: 'Así es.' },
		]);
	});

	it('is about something observed and not too long', async () => {
		const { servant, job, course } = await aReturnedCedula();
		const refused = (replies: Record<string, string>) => codeOf(saveReplies(servant, { replies }));
		expect(await refused({ [job.id]: 'No.' })).toBe('422 invalid');
		expect(await refused({ identity: 'No.' })).toBe('422 invalid');
		expect(await refused({ [course.id]: 'x'.repeat(501) })).toBe('422 invalid');
	});

	it('is asked for once when something was left as it was', async () => {
		const { servant, course } = await aReturnedCedula();
		const asking = { truthDeclared: true, askFirst: true };
		expect(await reasonOf(submitCedula(servant, asking))).toMatchObject({
			code: 'untouched',
			details: { untouched: [{ claimId: course.id }] },
		});
		expect((await getCedula(servant)).state).toBe('needs_you');
		const replies = { [course.id]: 'El original es así.' };
		expect(await submitCedula(servant, { ...asking, replies })).toMatchObject({ state: 'received' });
	});
});

describe('a period to answer that ends', () => {
	it('stays open on its last day', async () => {
		const { servant } = await aReturnedCedula();
		setClock(() => new Date('2026-07-01T05:59:00Z'));
		await runPeriodic('close-correction-periods');
		expect((await getCedula(servant)).state).toBe('needs_you');
	});

	it('leaves what stayed observed as rejected, and the rest goes on', async () => {
		const { servant, folio, course } = await aReturnedCedula();
		setClock(() => new Date('2026-07-01T06:01:00Z'));
		await runPeriodic('close-correction-periods');
		await runPeriodic('close-correction-periods');
		const cedula = await getCedula(servant);
		expect(cedula.state).toBe('received');
		expect(cedula.claims.find(({ id }) => id === course.id)).toMatchObject({
			state: 'rejected',
			revision: 1,
			changed: false,
		});
		expect(await rowOf(folio)).toMatchObject({ dueOn: '2026-07-06', pausedOn: null, correctBy: null });
		await issued(folio);
		const counting = await acceptedClaims(db(), servant.profileId);
		expect(counting.map(({ kind }) => kind)).toEqual(['experience']);
	});

	it('keeps what the person had begun to correct, for the next update', async () => {
		const { servant, folio, course } = await aReturnedCedula();
		await changeClaim(servant, course.id, { data: { hours: 20 } });
		setClock(() => new Date('2026-07-01T06:01:00Z'));
		await runPeriodic('close-correction-periods');
		await issued(folio);
		expect((await getCedula(servant)).claims.find(({ id }) => id === course.id)).toMatchObject({
			state: 'draft',
			changed: true,
			revision: 2,
			data: { hours: 20 },
		});
		expect((await aSubmission(servant)).folio).not.toBe(folio);
	});
});

describe('taking a cédula back', () => {
	it('makes everything a draft again, with its files, and the next sending has another folio', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		const { folio } = await aSubmission(servant);
		await withdrawSubmission(servant);
		const cedula = await getCedula(servant);
		expect(cedula).toMatchObject({
			state: 'draft',
			missing: [],
			claims: [{ state: 'draft', changed: true }],
		});
		expect(cedula.claims[0]?.evidence).toHaveLength(1);
		expect((await aSubmission(servant)).folio).not.toBe(folio);
	});

	it('keeps corrections that were under way', async () => {
		const { servant, course } = await aReturnedCedula();
		await changeClaim(servant, course.id, { data: { hours: 20 } });
		await withdrawSubmission(servant);
		const { claims } = await getCedula(servant);
		expect(claims.map(({ state, data }) => [state, data.hours])).toEqual([
			['draft', undefined],
			['draft', 20],
		]);
	});

	it('is refused when nothing was sent, and once it is rated', async () => {
		const servant = await aServant();
		expect(await reasonOf(withdrawSubmission(servant))).toMatchObject({ code: 'wrong_state' });
		await aCompleteCedula(servant);
		await issued((await aSubmission(servant)).folio);
		expect(await reasonOf(withdrawSubmission(servant))).toMatchObject({ code: 'wrong_state' });
	});
});
