import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import type { Situation, SubmissionState } from '#lib/cedula/submission.ts';
import { openAnswers } from '#lib/cedula/submitted-answers.server.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { notAllowed } from '#lib/platform/refusal.ts';
import { caseWarnings } from './case-warnings.ts';
import { withReadings } from './compare-evidence.server.ts';
import { dueFrom } from './due.ts';
import { findCoincidences } from './find-coincidences.server.ts';
import { noCase, refuseOwn } from './held-case.server.ts';
import { offersOf } from './review.ts';
import type { CaseClaim, CasePerson, ReviewCase } from './review-case.ts';
import { claimsOfCase, evidenceOfRevisions, findCase, hasConflict, revisionsById } from './store.server.ts';

/** Why the person's data were read, in words that the person sees. */
export const PURPOSE = 'Validación de su cédula';

/**
 * Opens a case: person, claims with their documents, what deserves a second look, and what may be done with it.
 * Any reviewer but the owner may open it, and each opening is on record; whoever holds it gives a sign of life by it.
 * @throws Refusal not_found · not_allowed (own cédula, declared conflict)
 */
export async function openCase(principal: Principal | null, folio: string): Promise<ReviewCase> {
	const reviewer = authorize(principal, 'review.read-case');
	const { profileId, opened } = await inTransaction((tx) => readCase(tx, reviewer, folio));
	return { ...opened, claims: await withReadings(profileId, opened.person, opened.claims) };
}

/** The case as it stands, its documents still without what was read in them: that needs no transaction. */
async function readCase(
	tx: Transaction,
	reviewer: Principal,
	folio: string,
): Promise<{ profileId: string; opened: ReviewCase }> {
	const found = await findCase(tx, folio);
	if (!found) throw noCase();
	const { submission } = found;
	refuseOwn(reviewer, submission.profileId);
	await refuseConflict(tx, reviewer, submission.profileId);
	const holds = submission.state === 'in_review' && submission.holderId === reviewer.accountId;
	if (holds) await moveSubmission(tx, submission.id, 'decide', { holderSeenAt: now() });
	await record(tx, actor(reviewer, 'review.read-case'), {
		action: 'review.open-case',
		profileId: submission.profileId,
		subject: folio,
		purpose: PURPOSE,
	});
	const person = await personOf(tx, found);
	const claims = await claimsOf(tx, submission.id);
	const compared = { folio, profileId: submission.profileId, person, claims };
	const coincidences = await findCoincidences(tx, reviewer, compared);
	const situation: Situation = {
		state: submission.state as SubmissionState,
		decisions: claims.map((claim) => claim.state),
		identityObserved: submission.identityRemark !== null,
	};
	const opened: ReviewCase = {
		...deadlineOf(found),
		folio,
		assignedTo: found.holderName,
		mine: holds,
		state: situation.state,
		cameBack: submission.preferredHolderId !== null,
		person,
		claims,
		warnings: caseWarnings({ ...person, names: person, claims, coincidences }, today()),
		identityRemark: submission.identityRemark,
		correctBy: submission.correctBy,
		offers: offersOf(situation, holds),
	};
	return { profileId: submission.profileId, opened };
}

async function refuseConflict(tx: Transaction, { accountId }: Principal, profileId: string): Promise<void> {
	if (!(await hasConflict(tx, accountId, profileId))) return;
	throw notAllowed(
		'Usted declaró un conflicto de interés con esta persona o le ayudó en el módulo, así que no puede abrir su cédula.',
	);
}

type Found = NonNullable<Awaited<ReturnType<typeof findCase>>>;

function deadlineOf({ submission }: Found) {
	const { businessDaysLeft } = dueFrom(today(), submission.dueOn, institution().calendar);
	const { dueOn, municipality } = submission;
	return { submittedAt: submission.submittedAt.toISOString(), dueOn, businessDaysLeft, municipality };
}

async function personOf(reader: Reader, { submission }: Found): Promise<CasePerson> {
	const key = await getPersonKey(submission.profileId, reader);
	const sections = openAnswers(key, submission.answers);
	const text = (field: string) => String(sections.identity[field] ?? '');
	const parsed = parseCurp(text('curp'), today());
	if (!parsed.ok) throw new Error(`the CURP sent with ${submission.folio} cannot be read`);
	const { curp, birthDate, sex } = parsed;
	const names = {
		givenNames: text('givenNames'),
		firstSurname: text('firstSurname'),
		secondSurname: text('secondSurname') || null,
	};
	const name = [names.givenNames, names.firstSurname, names.secondSurname].filter(Boolean).join(' ');
	return { name, ...names, curp, birthDate, sex, municipality: submission.municipality, sections };
}

async function claimsOf(reader: Reader, submissionId: string): Promise<CaseClaim[]> {
	const rows = await claimsOfCase(reader, submissionId);
	const files = await evidenceOfRevisions(
		reader,
		rows.map((row) => row.revisionId),
	);
	const accepted = await revisionsById(
		reader,
		rows.flatMap((row) => row.acceptedRevisionId ?? []),
	);
	return rows.map(({ revisionId, acceptedRevisionId, ...row }) => ({
		...row,
		evidence: (files.get(revisionId) ?? []).map((file) => ({ ...file, reading: [] })),
		accepted:
			(acceptedRevisionId && acceptedRevisionId !== revisionId && accepted.get(acceptedRevisionId)) || null,
	}));
}
