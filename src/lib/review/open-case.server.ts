import { actor, authorize, may, type Principal, type UseCase } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission, type SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import { noteWarnings } from '#lib/cedula/note-warnings.server.ts';
import type { Situation, SubmissionState } from '#lib/cedula/submission.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { openPersonKey } from '#lib/platform/person-keys.server.ts';
import { contentOf } from './case-content.server.ts';
import { caseWarnings } from './case-warnings.ts';
import { withReadings, type DocumentOwner } from './compare-evidence.server.ts';
import { dueFrom } from './due.ts';
import { findCoincidences } from './find-coincidences.server.ts';
import { noCase, refuseBarred, refuseOwn } from './held-case.server.ts';
import { asItIsRead } from './second-reading/as-it-is-read.server.ts';
import { rereadingOf } from './second-reading/rereading.ts';
import { offersOf } from './review.ts';
import type { ReviewCase } from './review-case.ts';
import { findCase } from './store.server.ts';

/** Why the person's data were read, in words that the person sees. */
export const PURPOSE = 'Validación de su cédula';

/**
 * Opens a case: person, claims with their documents, what deserves a second look, and what may be done with it.
 * Any reviewer but the owner may open it, and each opening is on record; whoever holds it gives a sign of life by it.
 * @param purpose why, in words that the person sees
 * @throws Refusal not_found · not_allowed (own cédula, declared conflict, read already)
 */
export async function openCase(
	principal: Principal | null,
	folio: string,
	purpose = PURPOSE,
): Promise<ReviewCase> {
	return openCaseAs(authorize(principal, 'review.read-case'), 'review.read-case', folio, purpose);
}

/**
 * Like {@link openCase}, for a caller who has decided on access by another use case. Who may not review is told nothing of the
 * cédulas of other people.
 */
export async function openCaseAs(
	reviewer: Principal,
	useCase: UseCase,
	folio: string,
	purpose: string,
): Promise<ReviewCase> {
	const { owner, opened } = await inTransaction((tx) => readCase(tx, reviewer, { useCase, folio, purpose }));
	return { ...opened, claims: await withReadings(owner, opened.person, opened.claims) };
}

type Opening = { useCase: UseCase; folio: string; purpose: string };

/** The case as it stands, its documents still without what was read in them: that needs no transaction. */
async function readCase(
	tx: Transaction,
	reviewer: Principal,
	{ useCase, folio, purpose }: Opening,
): Promise<{ owner: DocumentOwner; opened: ReviewCase }> {
	const found = await findCase(tx, reviewer.accountId, folio);
	if (!found) throw noCase();
	const { submission } = found;
	refuseOwn(reviewer, submission.profileId);
	refuseBarred(found);
	const holds = submission.state === 'in_review' && submission.holderId === reviewer.accountId;
	if (holds) await giveSignOfLife(tx, submission);
	const key = openPersonKey(submission.profileId, found.wrappedKey);
	const [content] = await Promise.all([
		contentOf(tx, submission, key),
		record(tx, actor(reviewer, useCase), {
			action: 'review.open-case',
			profileId: submission.profileId,
			subject: folio,
			purpose,
		}),
	]);
	const { person } = content;
	const { claims, identityRemarks, identityDisputed } = await asItIsRead(tx, submission, content);
	const compared = { folio, profileId: submission.profileId, person, claims };
	const reviews = may(reviewer, 'review.read-case');
	const coincidences = reviews ? await findCoincidences(tx, reviewer, compared) : [];
	const warnings = caseWarnings({ ...person, names: person, claims, coincidences }, today());
	if (reviews && warnings.length !== submission.warnings)
		await noteWarnings(tx, submission.id, warnings.length);
	const situation: Situation = {
		state: submission.state as SubmissionState,
		decisions: claims.map((claim) => claim.state),
		identityObserved: submission.identityRemark !== null,
	};
	const opened: ReviewCase = {
		...deadlineOf(submission),
		folio,
		assignedTo: found.holderName,
		mine: holds,
		state: situation.state,
		cameBack: submission.preferredHolderId !== null,
		rereading: rereadingOf(submission),
		identityDisputed,
		person,
		claims,
		warnings,
		identityRemark: submission.identityRemark,
		identityRemarks,
		correctBy: submission.correctBy,
		offers: offersOf(situation, holds),
	};
	return { owner: { profileId: submission.profileId, key }, opened };
}

/** Signs of life are written at most this often, well below any limit: opening what was just taken writes nothing. */
const SIGN_OF_LIFE_MS = 10_000;

async function giveSignOfLife(tx: Transaction, { id, holderSeenAt }: SubmissionRow): Promise<void> {
	const at = now();
	if (holderSeenAt && at.getTime() - holderSeenAt.getTime() < SIGN_OF_LIFE_MS) return;
	await moveSubmission(tx, id, 'decide', { holderSeenAt: at });
}

function deadlineOf(submission: SubmissionRow) {
	const { businessDaysLeft } = dueFrom(today(), submission.dueOn, institution().calendar);
	const { dueOn, municipality } = submission;
	return { submittedAt: submission.submittedAt.toISOString(), dueOn, businessDaysLeft, municipality };
}
