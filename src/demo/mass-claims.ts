import type { claim, claimRevision, revisionEvidence, submissionClaim } from '#lib/cedula/tables.server.ts';
import type { claimEvidence, evidence } from '#lib/evidence/tables.server.ts';
import type { verdict } from '#lib/review/tables.server.ts';
import type { DeclaredClaim } from './career-plan.ts';
import type { MassPlan } from './mass-plan.ts';

/** The claims of a person with their revisions, files and decisions, in the same order everywhere. */
export type ClaimRows = {
	claims: (typeof claim.$inferInsert)[];
	evidence: (typeof evidence.$inferInsert)[];
	claimEvidence: (typeof claimEvidence.$inferInsert)[];
	revisions: (typeof claimRevision.$inferInsert)[];
	revisionEvidence: (typeof revisionEvidence.$inferInsert)[];
	submissionClaims: (typeof submissionClaim.$inferInsert)[];
	verdicts: (typeof verdict.$inferInsert)[];
};

type Owner = {
	plan: MassPlan;
	profileId: string;
	/** null for a draft */
	submissionId: string | null;
	newId: (at: Date) => string;
	reviewer: { accountId: string };
};

const MINUTE_MS = 60_000;
/** Bytes that a file is said to have; it is not kept anywhere. */
const SAID_SIZE = { least: 40_000, most: 900_000 };

/** Each claim with one file, sent when the cédula was, and accepted when it was rated. */
export function claimRows(declared: readonly DeclaredClaim[], owner: Owner): ClaimRows {
	return mergeRows(declared.map((claim, place) => oneClaim(claim, place, owner)));
}

/** Puts rows together, table by table. @param parts at least one */
export function mergeRows<Rows extends { [Table in keyof Rows]: readonly unknown[] }>(
	parts: readonly Rows[],
): Rows {
	const tables = Object.keys(parts[0]!) as (keyof Rows)[];
	return Object.fromEntries(
		tables.map((table) => [table, parts.flatMap((rows) => rows[table])]),
	) as unknown as Rows;
}

function oneClaim({ kind, data }: DeclaredClaim, place: number, owner: Owner): ClaimRows {
	const { plan, profileId, newId } = owner;
	const { registeredAt, submittedAt, decidedAt } = plan;
	const savedAt = new Date(registeredAt.getTime() + (place + 1) * MINUTE_MS);
	const [id, evidenceId] = [newId(savedAt), newId(savedAt)];
	const revisionId = submittedAt && newId(submittedAt);
	const state = decidedAt ? 'accepted' : submittedAt ? 'submitted' : 'draft';
	return {
		claims: [
			{
				id,
				profileId,
				kind,
				state,
				draft: submittedAt ? null : data,
				revision: 1,
				version: submittedAt ? 2 : 1,
				sentRevisionId: revisionId,
				acceptedRevisionId: decidedAt ? revisionId : null,
				createdAt: savedAt,
				savedAt,
			},
		],
		evidence: [evidenceRow(evidenceId, owner)],
		claimEvidence: [{ claimId: id, evidenceId, profileId, position: 0 }],
		...sentRows({ kind, data }, { ...owner, claimId: id, evidenceId, revisionId }),
	};
}

type Sent = Owner & { claimId: string; evidenceId: string; revisionId: string | null };

function sentRows({ kind, data }: DeclaredClaim, sent: Sent) {
	const { plan, profileId, submissionId, claimId, evidenceId, revisionId, newId, reviewer } = sent;
	const { submittedAt, decidedAt } = plan;
	const empty = { revisions: [], revisionEvidence: [], submissionClaims: [], verdicts: [] };
	if (!submittedAt || !submissionId || !revisionId) return empty;
	const common = { claimId, revisionId, profileId };
	return {
		revisions: [{ id: revisionId, claimId, profileId, number: 1, kind, data, createdAt: submittedAt }],
		revisionEvidence: [{ revisionId, evidenceId, profileId, position: 0 }],
		submissionClaims: [{ ...common, submissionId, state: decidedAt ? 'accepted' : 'submitted' }],
		verdicts: decidedAt
			? [
					{
						...common,
						id: newId(decidedAt),
						submissionId,
						verdict: 'accepted',
						accountId: reviewer.accountId,
						channel: 'web',
						decidedAt,
					},
				]
			: [],
	};
}

function evidenceRow(id: string, { plan, profileId }: Owner): ClaimRows['evidence'][number] {
	const { choose, registeredAt } = plan;
	const sha256 = Buffer.concat([choose.bytes(), choose.bytes()]);
	return {
		id,
		profileId,
		name: 'Documento.pdf',
		mediaType: 'application/pdf',
		sizeBytes: choose.whole(SAID_SIZE.least, SAID_SIZE.most),
		sha256,
		keptSha256: sha256,
		pages: 1,
		scan: 'unscanned',
		reading: 'failed',
		createdAt: registeredAt,
		checkedAt: registeredAt,
	};
}
