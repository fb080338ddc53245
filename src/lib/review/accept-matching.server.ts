import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { recordAll } from '#lib/audit/record.server.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission, type SubmissionRow } from '#lib/cedula/move-submission.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { getAskedClaims, type ClaimRow } from './asked-claims.server.ts';
import { contentOf } from './case-content.server.ts';
import { caseWarnings } from './case-warnings.ts';
import { withReadings } from './compare-evidence.server.ts';
import { searchCoincidences } from './find-coincidences.server.ts';
import { lockHeldCase } from './held-case.server.ts';
import { matchesInFull } from './matching.ts';
import { readingOf } from './second-reading/rereading.ts';
import { claimField, SeveralClaims, type ClaimAsked } from './several-claims.ts';
import { insertVerdict } from './store.server.ts';

/** Claims that were accepted together. */
export type AcceptedTogether = { folio: string; claims: ClaimAsked[] };

/**
 * Accepts several claims in one go: only those whose every compared value is as declared in documents that were all read,
 * and about which nothing deserves a second look. That is found out here, whatever the page says; that their pages were on
 * screen only the page can know. Either all are accepted or none; one that is accepted already stays so.
 * @throws Refusal not_found · conflict `not_holder`, `wrong_state`, `withdrawn`, `stale_revision`, `decided`, `not_matching`
 */
export async function acceptMatching(
	principal: Principal | null,
	folio: string,
	input: unknown,
): Promise<AcceptedTogether> {
	const reviewer = authorize(principal, 'review.decide');
	const { claims: asked } = parse(SeveralClaims, input);
	const matching = await matchingIn(reviewer, folio);
	return inTransaction(async (tx) => {
		const held = await lockHeldCase(tx, reviewer, folio);
		const claims = await getAskedClaims(tx, held.id, asked);
		const undecided = claims.filter(({ state }) => state !== 'accepted');
		for (const claim of undecided) refuseUnlessMatching(claim, matching);
		if (undecided.length > 0) await accept(tx, reviewer, held, undecided);
		return { folio, claims: claims.map(({ id, revision }) => ({ id, revision })) };
	});
}

/**
 * The revisions of a case that match in full. Documents are opened before the decision is written, so that nobody waits
 * for it; a revision never changes, and neither does what was read in its documents.
 */
async function matchingIn(reviewer: Principal, folio: string): Promise<Set<string>> {
	const { owner, person, claims, warned } = await inTransaction(async (tx) => {
		const held = await lockHeldCase(tx, reviewer, folio);
		const key = await getPersonKey(held.profileId, tx);
		const content = { profileId: held.profileId, ...(await contentOf(tx, held, key)) };
		const coincidences = await searchCoincidences(tx, content);
		const warnings = caseWarnings(
			{ ...content.person, names: content.person, ...content, coincidences },
			today(),
		);
		return {
			...content,
			owner: { profileId: held.profileId, key },
			warned: new Set(warnings.map(({ claimId }) => claimId)),
		};
	});
	const read = await withReadings(owner, person, claims);
	return new Set(
		read
			.filter(({ id, evidence }) => !warned.has(id) && matchesInFull(evidence))
			.map((claim) => claimField(claim)),
	);
}

function refuseUnlessMatching(claim: ClaimRow, matching: ReadonlySet<string>): void {
	if (claim.state !== 'submitted') {
		throw conflict(
			'decided',
			'Uno de los renglones ya tiene otra decisión. No se aceptó ninguno: vuelva a cargar la cédula.',
			{ claimId: claim.id },
		);
	}
	if (!matching.has(claimField(claim))) {
		throw conflict(
			'not_matching',
			'Uno de los renglones no coincide en todo con sus documentos. No se aceptó ninguno: decídalos uno por uno.',
			{ claimId: claim.id },
		);
	}
}

async function accept(
	tx: Transaction,
	reviewer: Principal,
	held: SubmissionRow,
	claims: readonly ClaimRow[],
): Promise<void> {
	const { id: submissionId, profileId, folio } = held;
	const accepted = { reason: null, note: null };
	const by = { accountId: reviewer.accountId, channel: reviewer.channel, reading: readingOf(held) };
	await moveSubmission(tx, submissionId, 'decide', { holderSeenAt: now() });
	for (const { id: claimId, revisionId } of claims) {
		await decideClaim(tx, submissionId, claimId, { state: 'accepted', ...accepted });
		const given = { submissionId, claimId, revisionId, profileId, verdict: 'accepted' as const, ...accepted };
		await insertVerdict(tx, { ...given, ...by });
	}
	await recordAll(
		tx,
		actor(reviewer, 'review.decide'),
		claims.map(({ id: claimId, revision }) => ({
			action: 'review.give-verdict',
			profileId,
			subject: folio,
			details: { claimId, revision, verdict: 'accepted', reason: null, together: claims.length },
		})),
	);
}
