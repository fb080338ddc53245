import { desc, eq } from 'drizzle-orm';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import { readCedula } from '#lib/cedula/read-cedula.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { withdrawSubmission } from '#lib/cedula/withdraw-submission.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { answer, appeal } from './appeal.server.ts';
import { attachDocument } from './attach-document.server.ts';
import { findActor, type ServantActor, type Staff } from './cast.server.ts';
import { at, pass } from './demo-time.server.ts';
import { monthsBefore } from './dates.ts';
import { claimId, type NumberedClaim } from './prepare-cedula.server.ts';
import { holdCase, rateCase, returnCase } from './review-case.server.ts';
import type { Act, Ending, Step, Story } from './stories.ts';

/** A submission as an act finds it. */
export type FoundSubmission = { folio: string; state: string };

type Scene = { story: Story; actor: ServantActor; staff: Staff; submissions: FoundSubmission[] };

/** In which states of the last submission a step has something to do; null = there is none yet. */
const WAITING: Record<Step, (string | null)[]> = {
	submit: [null],
	return: ['received', 'in_review'],
	return_identity: ['received', 'in_review'],
	answer: ['needs_you'],
	rate: ['received', 'in_review'],
	appeal: ['rated'],
	answer_appeal: ['rated'],
	hold: ['received'],
	withdraw: ['received'],
	change: ['rated'],
	submit_update: ['rated'],
};

/** Plays an act at its time; one that was played before a cut is passed over. */
export function playAct(story: Story, { step, at: time }: Act, staff: Staff): Promise<void> {
	return at(time, async () => {
		const actor = await findActor(story);
		if (!actor) throw new Error(`person ${story.number} is not there`);
		const submissions = await db()
			.select({ folio: submission.folio, state: submission.state })
			.from(submission)
			.where(eq(submission.profileId, actor.profileId))
			.orderBy(desc(submission.submittedAt));
		const state = submissions[0]?.state ?? null;
		if (WAITING[step].includes(state)) await PLAYS[step]({ story, actor, staff, submissions });
	});
}

const submit = async ({ actor }: Scene) => void (await submitCedula(actor, { truthDeclared: true }));
const reviewerOf = ({ story, staff }: Scene) => staff[story.number % 2]!;
const isStrict = ({ number, ending }: Story) => number % 4 === 0 || APPEALS.includes(ending);
const APPEALS: readonly Ending[] = ['appealed', 'appeal_answered'];
const folioOf = ({ submissions }: Scene) => submissions[0]!.folio;

const PLAYS: Record<Step, (scene: Scene) => Promise<void>> = {
	submit,
	submit_update: submit,
	return: (scene) => returnCase(reviewerOf(scene), folioOf(scene), 'claims'),
	return_identity: (scene) => returnCase(reviewerOf(scene), folioOf(scene), 'identity'),
	rate: (scene) => rateCase(reviewerOf(scene), folioOf(scene), isStrict(scene.story)),
	appeal: ({ actor }) => appeal(actor),
	answer_appeal: ({ story, staff, actor }) => answer(staff[(story.number + 1) % 2]!, actor),
	hold: ({ staff, ...scene }) => holdCase(staff, folioOf({ staff, ...scene })),
	withdraw: async ({ actor }) => void (await withdrawSubmission(actor)),
	answer: answerObservations,
	change: addCourse,
};

/** A better copy of each observed document, as a photo, and back it goes. */
async function answerObservations({ story, actor }: Scene): Promise<void> {
	const { claims } = await readCedula(db(), actor.profileId);
	for (const { id, kind, data } of claims.filter(({ state }) => state === 'observed')) {
		pass(5);
		await attachDocument(actor, story, { id, kind, data }, 'jpeg');
	}
	await submitCedula(actor, { truthDeclared: true });
}

/** A course that was finished after the dictamen. */
async function addCourse({ story, actor }: Scene): Promise<void> {
	const { at: time } = story.acts.find(({ step }) => step === 'change')!;
	const day = time.toISOString().slice(0, 10);
	const course: NumberedClaim = {
		id: claimId(story, story.career.claims.length),
		kind: 'training',
		data: {
			type: 'COURSE',
			theme: 'FINANCE',
			name: 'Actualización en contabilidad gubernamental',
			institution: 'Escuela Ficticia de Finanzas Públicas',
			hours: 30,
			from: monthsBefore(day, 2),
			to: monthsBefore(day, 1),
		},
	};
	await createClaim(actor, course);
	await attachDocument(actor, story, course);
}
