import { and, asc, desc, eq, inArray, ne, sql, type SQLWrapper } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { evidenceColumn } from '#lib/evidence/evidence-of-claims.server.ts';
import { consentsColumn } from '#lib/privacy/current-consents.server.ts';
import { personKey } from '#lib/platform/tables.server.ts';
import type { ClaimDecision } from './submission.ts';
import {
	cedulaSection,
	claim,
	claimRevision,
	revisionEvidence,
	submission,
	submissionClaim,
} from './tables.server.ts';

export type ClaimRow = typeof claim.$inferSelect;
export type SectionRow = typeof cedulaSection.$inferSelect;

const sent = alias(claimRevision, 'sent');
const accepted = alias(claimRevision, 'accepted');

const PERSON = {
	givenNames: profile.givenNames,
	firstSurname: profile.firstSurname,
	secondSurname: profile.secondSurname,
	curpSealed: profile.curpSealed,
	heldAt: profile.heldAt,
	deskAt: profile.deskAt,
	email: account.email,
	emailConfirmedAt: account.emailConfirmedAt,
	wrappedKey: personKey.wrapped,
};

const SUMMARY = {
	id: submission.id,
	folio: submission.folio,
	state: submission.state,
	submittedAt: submission.submittedAt,
	receivedOn: submission.receivedOn,
	dueOn: submission.dueOn,
	movedFrom: submission.movedFrom,
	correctBy: submission.correctBy,
	correctMovedFrom: submission.correctMovedFrom,
	decidedAt: submission.decidedAt,
	identityRemark: submission.identityRemark,
};

/** A section as JSON carries it. */
type SectionAsJson = Pick<SectionRow, 'section' | 'version' | 'data'> & {
	/** base64 */
	sealed: string | null;
	/** ISO 8601 */
	savedAt: string;
};

/**
 * What every page of a person begins with, in one query: the person with the account and the wrapped key,
 * the consents, the saved sections, and the submission sent last.
 */
export async function findCedula(reader: Reader, profileId: string) {
	const [found] = await cedulaByProfile(reader).execute({ profileId });
	if (!found) return undefined;
	return { ...found, sections: found.sections.map((row) => sectionFrom(profileId, row)) };
}

const cedulaByProfile = preparedStatement((reader) => {
	const sections = reader
		.select({
			json: sql`json_agg(json_build_object(
				'section', ${cedulaSection.section}, 'version', ${cedulaSection.version}, 'data', ${cedulaSection.data},
				'sealed', encode(${cedulaSection.sealed}, 'base64'), 'savedAt', ${cedulaSection.savedAt}))`,
		})
		.from(cedulaSection)
		.where(eq(cedulaSection.profileId, profile.id));
	return reader
		.select({
			person: PERSON,
			last: SUMMARY,
			consents: consentsColumn(reader, profile.id),
			sections: sql<SectionAsJson[]>`coalesce((${sections}), '[]')`,
		})
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.leftJoin(personKey, eq(personKey.profileId, profile.id))
		.leftJoin(submission, eq(submission.id, newestSubmission(reader, profile.id)))
		.where(eq(profile.id, sql.placeholder('profileId')))
		.prepare('cedula_by_profile');
});

function sectionFrom(profileId: string, { sealed, savedAt, ...row }: SectionAsJson): SectionRow {
	return {
		...row,
		profileId,
		sealed: sealed === null ? null : Buffer.from(sealed, 'base64'),
		savedAt: new Date(savedAt),
	};
}

/** The submission sent last: an open one is always the last. */
function newestSubmission(reader: Reader, profileId: SQLWrapper) {
	const sentLast = alias(submission, 'sent_last');
	return reader
		.select({ id: sentLast.id })
		.from(sentLast)
		.where(eq(sentLast.profileId, profileId))
		.orderBy(desc(sentLast.submittedAt), desc(sentLast.id))
		.limit(1);
}

/** The claims of a person that stand, with their files, what was sent last and what counts; oldest first. */
export function claimsOf(reader: Reader, profileId: string) {
	return claimsByProfile(reader).execute({ profileId });
}

const claimsByProfile = preparedStatement((reader) => {
	const sentFiles = reader
		.select({ id: revisionEvidence.evidenceId })
		.from(revisionEvidence)
		.where(eq(revisionEvidence.revisionId, claim.sentRevisionId))
		.orderBy(asc(revisionEvidence.position));
	return reader
		.select({
			claim,
			sent: { id: sent.id, number: sent.number, data: sent.data },
			sentFiles: sql<string[]>`array(${sentFiles})`,
			files: evidenceColumn(reader, claim.id),
			accepted: { id: accepted.id, number: accepted.number, data: accepted.data },
		})
		.from(claim)
		.leftJoin(sent, eq(sent.id, claim.sentRevisionId))
		.leftJoin(accepted, eq(accepted.id, claim.acceptedRevisionId))
		.where(and(eq(claim.profileId, sql.placeholder('profileId')), ne(claim.state, 'withdrawn')))
		.orderBy(asc(claim.createdAt), asc(claim.id))
		.prepare('claims_by_profile');
});

/** The files of revisions in their order, by revision id; every id asked for has an entry. */
export async function filesOfRevisions(
	reader: Reader,
	revisionIds: string[],
): Promise<Map<string, string[]>> {
	const files = new Map<string, string[]>(revisionIds.map((id) => [id, []]));
	if (revisionIds.length === 0) return files;
	const rows = await reader
		.select({ revisionId: revisionEvidence.revisionId, evidenceId: revisionEvidence.evidenceId })
		.from(revisionEvidence)
		.where(inArray(revisionEvidence.revisionId, revisionIds))
		.orderBy(asc(revisionEvidence.revisionId), asc(revisionEvidence.position));
	for (const row of rows) files.get(row.revisionId)?.push(row.evidenceId);
	return files;
}

/** The submission that a person sent last, if there is one. */
export async function findLastSubmission(reader: Reader, profileId: string) {
	const newest = newestSubmission(reader, sql.param(profileId));
	const [last] = await reader.select().from(submission).where(eq(submission.id, newest));
	return last;
}

/** The claims inside a submission with the revision that is looked at, in the order of the cédula. */
export function claimsOfSubmission(reader: Reader, submissionId: string) {
	return reader
		.select({
			claim,
			state: submissionClaim.state,
			reason: submissionClaim.reason,
			note: submissionClaim.note,
			revision: claimRevision,
		})
		.from(submissionClaim)
		.innerJoin(claim, eq(claim.id, submissionClaim.claimId))
		.innerJoin(claimRevision, eq(claimRevision.id, submissionClaim.revisionId))
		.where(eq(submissionClaim.submissionId, submissionId))
		.orderBy(asc(claim.createdAt), asc(claim.id));
}

/** One claim of a person. */
export async function findClaim(reader: Reader, profileId: string, claimId: string) {
	const [found] = await claimOfProfile(reader).execute({ profileId, claimId });
	return found;
}

const claimOfProfile = preparedStatement((reader) =>
	reader
		.select()
		.from(claim)
		.where(and(eq(claim.id, sql.placeholder('claimId')), eq(claim.profileId, sql.placeholder('profileId'))))
		.prepare('claim_of_profile'),
);

/** One revision. @throws Error when there is none: the database guarantees it by a foreign key */
export async function getRevision(reader: Reader, revisionId: string) {
	const [found] = await reader.select().from(claimRevision).where(eq(claimRevision.id, revisionId));
	if (!found) throw new Error(`no revision ${revisionId}`);
	return found;
}

/** How a revision was decided in the submission that it was sent with last. */
export async function findDecision(reader: Reader, revisionId: string): Promise<ClaimDecision | undefined> {
	const [found] = await reader
		.select({ state: submissionClaim.state })
		.from(submissionClaim)
		.innerJoin(submission, eq(submission.id, submissionClaim.submissionId))
		.where(eq(submissionClaim.revisionId, revisionId))
		.orderBy(desc(submission.submittedAt))
		.limit(1);
	return found?.state as ClaimDecision | undefined;
}

/** Writes the answers of a section over the former ones. */
export async function writeSection(tx: Transaction, row: SectionRow): Promise<void> {
	const { version, data, sealed, savedAt } = row;
	await tx
		.insert(cedulaSection)
		.values(row)
		.onConflictDoUpdate({
			target: [cedulaSection.profileId, cedulaSection.section],
			set: { version, data, sealed, savedAt },
		});
}

/** Adds a claim; nothing when its id is taken. */
export async function insertClaim(
	tx: Transaction,
	row: typeof claim.$inferInsert,
): Promise<ClaimRow | undefined> {
	const [inserted] = await tx.insert(claim).values(row).onConflictDoNothing().returning();
	return inserted;
}

/** Changes a claim whose row is known to exist. */
export async function updateClaim(
	tx: Transaction,
	claimId: string,
	changes: Partial<Omit<ClaimRow, 'id' | 'profileId'>>,
): Promise<ClaimRow> {
	const [updated] = await tx.update(claim).set(changes).where(eq(claim.id, claimId)).returning();
	if (!updated) throw new Error(`no claim ${claimId}`);
	return updated;
}

/** Deletes a claim that was never sent. */
export async function deleteClaim(tx: Transaction, claimId: string): Promise<void> {
	await tx.delete(claim).where(eq(claim.id, claimId));
}

/** Takes a claim out of the submission that waits for the person's answer; decided ones keep what was decided. */
export async function withdrawFromAnswer(tx: Transaction, claimId: string): Promise<void> {
	const waiting = tx.select({ id: submission.id }).from(submission).where(eq(submission.state, 'needs_you'));
	await tx
		.update(submissionClaim)
		.set({ state: 'withdrawn' })
		.where(and(eq(submissionClaim.claimId, claimId), inArray(submissionClaim.submissionId, waiting)));
}

/** A submission. @throws Error when there is none: whoever asks has just read its id */
export async function getSubmission(reader: Reader, submissionId: string) {
	const [found] = await reader.select().from(submission).where(eq(submission.id, submissionId));
	if (!found) throw new Error(`no submission ${submissionId}`);
	return found;
}

/** Changes how claims stand inside a submission. */
export async function changeSubmissionClaims(
	tx: Transaction,
	submissionId: string,
	claimIds: string[],
	changes: Partial<Pick<typeof submissionClaim.$inferSelect, 'state' | 'revisionId' | 'reason' | 'note'>>,
): Promise<void> {
	if (claimIds.length === 0) return;
	await tx
		.update(submissionClaim)
		.set(changes)
		.where(and(eq(submissionClaim.submissionId, submissionId), inArray(submissionClaim.claimId, claimIds)));
}

/** A submission of a person by its folio. */
export async function findSubmissionByFolio(reader: Reader, profileId: string, folio: string) {
	const [found] = await reader
		.select()
		.from(submission)
		.where(and(eq(submission.folio, folio), eq(submission.profileId, profileId)));
	return found;
}
