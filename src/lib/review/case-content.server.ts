import type { SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import { pastRemarks } from '#lib/cedula/past-remarks.server.ts';
import { openAnswers } from '#lib/cedula/submitted-answers.server.ts';
import { parseCurp } from '#lib/identifiers/curp.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import type { CaseClaim, CasePerson, CaseRemark } from './review-case.ts';
import { claimsOfCase } from './store.server.ts';

/**
 * What was sent with a case: the person as declared, and the claims, their documents still without what was read in them.
 * The statements travel together. The caller has decided on access and leaves the entry in the audit.
 */
export async function contentOf(
	reader: Reader,
	submission: SubmissionRow,
	key: PersonKey,
): Promise<{ person: CasePerson; claims: CaseClaim[]; identityRemarks: CaseRemark[] }> {
	const [past, claims] = await Promise.all([
		pastRemarks(reader, key, submission.id),
		claimsOf(reader, submission.id),
	]);
	const remarks = Map.groupBy(past, ({ claimId }) => claimId);
	const remarksAbout = (claimId: string | null): CaseRemark[] =>
		(remarks.get(claimId) ?? []).map(({ claimId: _, ...remark }) => remark);
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
	return rows.map(({ revisionId: _, acceptedRevisionId: __, files, ...row }) => ({
		...row,
		readings: [],
		evidence: files.map((file) => ({ ...file, reading: [] })),
	}));
}
