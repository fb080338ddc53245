import type { EvidenceView } from '#lib/evidence/evidence.ts';
import { evidenceByIds } from '#lib/evidence/evidence-of-claims.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { notFound } from '#lib/platform/refusal.ts';
import type { Answers } from './answers.ts';
import type { ClaimKind } from './claims.ts';
import { claimsOfSubmission, filesOfRevisions, findSubmissionByFolio } from './store.server.ts';
import { openAnswers } from './submitted-answers.server.ts';
import type { SubmissionState } from './submission.ts';

/** A claim as it was sent, with the files that it carried in the person's order. */
export type SentClaim = {
	kind: ClaimKind;
	data: Answers;
	/** the person took it out of the submission later */
	withdrawn: boolean;
	files: EvidenceView[];
};

/** What a person sent under a folio: the answers of that day, and the claims with the revision that is looked at. */
export type Sent = Awaited<ReturnType<typeof readSent>>;

/**
 * Reads a submission as it was sent. The caller has decided on access to the profile.
 * @throws Refusal not_found for a folio that is not this person's
 */
export async function readSent(profileId: string, folio: string) {
	const found = await findSubmissionByFolio(db(), profileId, folio);
	if (!found)
		throw notFound('No encontramos ese folio entre sus envíos. Revise que esté escrito como en su acuse.');
	const [key, rows] = await Promise.all([getPersonKey(profileId), claimsOfSubmission(db(), found.id)]);
	const { submittedAt, receivedOn, dueOn, correctBy, decidedAt } = found;
	return {
		folio: found.folio,
		verificationCode: found.verificationCode,
		state: found.state as SubmissionState,
		submittedAt,
		receivedOn,
		dueOn,
		correctBy,
		decidedAt,
		answers: openAnswers(key, found.answers),
		claims: await claimsWithFiles(profileId, rows),
	};
}

async function claimsWithFiles(
	profileId: string,
	rows: Awaited<ReturnType<typeof claimsOfSubmission>>,
): Promise<SentClaim[]> {
	const carried = await filesOfRevisions(
		db(),
		rows.map(({ revision }) => revision.id),
	);
	const files = await evidenceByIds(db(), profileId, [...carried.values()].flat());
	return rows.map(({ claim, state, revision }) => ({
		kind: claim.kind as ClaimKind,
		data: revision.data,
		withdrawn: state === 'withdrawn',
		files: (carried.get(revision.id) ?? []).flatMap((id) => files.get(id) ?? []),
	}));
}
