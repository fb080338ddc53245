import type { SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import { pastRemarks } from '#lib/cedula/past-remarks.server.ts';
import { openAnswers } from '#lib/cedula/submitted-answers.server.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import type { CaseClaim, CasePerson, CaseRemark } from './review-case.ts';
import { claimsOfCase, evidenceOfRevisions, revisionsById } from './store.server.ts';

/**
 * What was sent with a case: the person as declared, and the claims, their documents still without what was read in them.
 * The caller has decided on access and leaves the entry in the audit.
 */
export async function contentOf(
	reader: Reader,
	submission: SubmissionRow,
): Promise<{ person: CasePerson; claims: CaseClaim[]; identityRemarks: CaseRemark[] }> {
	const key = await getPersonKey(submission.profileId, reader);
	const remarks = Map.groupBy(await pastRemarks(reader, key, submission.id), ({ claimId }) => claimId);
	const remarksAbout = (claimId: string | null): CaseRemark[] =>
		(remarks.get(claimId) ?? []).map(({ claimId: _, ...remark }) => remark);
	const claims = await claimsOf(reader, submission.id);
	return {
		person: personOf(key, submission),
		claims: claims.map((claim) => ({ ...claim, remarks: remarksAbout(claim.id) })),
		identityRemarks: remarksAbout(null),
	};
}

function personOf(key: PersonKey, submission: SubmissionRow): CasePerson {
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

async function claimsOf(reader: Reader, submissionId: string): Promise<Omit<CaseClaim, 'remarks'>[]> {
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
		readings: [],
		evidence: (files.get(revisionId) ?? []).map((file) => ({ ...file, reading: [] })),
		accepted:
			(acceptedRevisionId && acceptedRevisionId !== revisionId && accepted.get(acceptedRevisionId)) || null,
	}));
}
