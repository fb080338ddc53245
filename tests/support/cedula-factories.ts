import { randomBytes } from 'node:crypto';
import type { Principal } from '#lib/access/access.ts';
import { COMPLETE } from '#lib/cedula/cedula.factory.ts';
import { createClaim, type SavedClaim } from '#lib/cedula/create-claim.server.ts';
import { decideClaim } from '#lib/cedula/decide-claim.server.ts';
import { moveSubmission } from '#lib/cedula/move-submission.server.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import { settleClaims } from '#lib/cedula/settle-claims.server.ts';
import { reopenObserved } from '#lib/cedula/reopen-observed.server.ts';
import { submitCedula, type SubmissionReceipt } from '#lib/cedula/submit-cedula.server.ts';
import { submission, submissionClaim } from '#lib/cedula/tables.server.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { claimEvidence, evidence } from '#lib/evidence/tables.server.ts';
import { addBusinessDays } from '#lib/institution/calendar.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { eq } from 'drizzle-orm';

type Servant = Principal & { profileId: string };

/** A checked file on the working copy of a claim, without bytes in the store. */
export async function aFileOn(
	{ profileId }: Servant,
	claimId: string,
	{ scan = 'clean' }: { scan?: string } = {},
): Promise<string> {
	const id = newId();
	await db()
		.insert(evidence)
		.values({
			id,
			profileId,
			name: 'documento.pdf',
			mediaType: 'application/pdf',
			sizeBytes: 20_000,
			sha256: randomBytes(32),
			pages: 1,
			scan,
			createdAt: now(),
			checkedAt: now(),
		});
	await linkFile(profileId, claimId, id);
	return id;
}

/** Puts a file that there is on another claim. */
export async function linkFile(profileId: string, claimId: string, evidenceId: string): Promise<void> {
	await db().insert(claimEvidence).values({ claimId, evidenceId, profileId, position: 0 });
}

/** A claim with everything that it needs: complete data and one file. */
export async function aCompleteClaim(servant: Servant, kind: ClaimKind = 'experience'): Promise<SavedClaim> {
	const claim = await createClaim(servant, { kind, data: COMPLETE[kind] });
	await aFileOn(servant, claim.id);
	return claim;
}

/** Fills in what a cédula needs to be sent, with one claim of each given kind. */
export async function aCompleteCedula(
	servant: Servant,
	kinds: ClaimKind[] = ['experience'],
): Promise<SavedClaim[]> {
	await saveSections(servant, {
		contact: { phone: '7221234567', municipality: '15106' },
		post: {
			entity: 'Ayuntamiento de Toluca',
			municipality: '15106',
			area: 'TES',
			position: 'Tesorera municipal',
			level: 'HEAD',
			since: '2019-01',
		},
	});
	const claims: SavedClaim[] = [];
	for (const kind of kinds) claims.push(await aCompleteClaim(servant, kind));
	return claims;
}

/** Sends a complete cédula. */
export function aSubmission(servant: Servant): Promise<SubmissionReceipt> {
	return submitCedula(servant, { truthDeclared: true });
}

/** The state that a submission and its claims get from a reviewer who takes it and decides as told, by claim id. */
async function decided(
	folio: string,
	decisions: Record<string, 'accepted' | 'observed' | 'rejected'>,
	identityRemark: string | null,
): Promise<string> {
	const [found] = await db().select().from(submission).where(eq(submission.folio, folio));
	if (!found) throw new Error(`no submission ${folio}`);
	const claims = await db().select().from(submissionClaim).where(eq(submissionClaim.submissionId, found.id));
	await inTransaction(async (tx) => {
		await moveSubmission(tx, found.id, 'take', { holderId: newId(), takenAt: now(), identityRemark });
		for (const { claimId } of claims.filter(({ state }) => state === 'submitted')) {
			const state = decisions[claimId] ?? 'accepted';
			const reason = state === 'accepted' ? null : 'illegible';
			await decideClaim(tx, found.id, claimId, { state, reason, note: null });
		}
	});
	return found.id;
}

/** A reviewer returns a submission today, with these claims observed. */
export async function returned(
	folio: string,
	observed: string[],
	{ identityRemark = null }: { identityRemark?: string | null } = {},
): Promise<void> {
	const id = await decided(
		folio,
		Object.fromEntries(observed.map((claimId) => [claimId, 'observed'])),
		identityRemark,
	);
	const { calendar, settings } = institution();
	const pausedOn = today();
	const correctBy = addBusinessDays(pausedOn, settings.deadlines.correction, calendar);
	await inTransaction(async (tx) => {
		await moveSubmission(tx, id, 'return', { holderId: null, pausedOn, correctBy });
		await reopenObserved(tx, id);
	});
}

/** A reviewer decides every claim, accepted unless told otherwise, and issues; without the rating itself. */
export async function issued(
	folio: string,
	decisions: Record<string, 'accepted' | 'rejected'> = {},
): Promise<void> {
	const id = await decided(folio, decisions, null);
	await inTransaction(async (tx) => {
		await moveSubmission(tx, id, 'issue', { holderId: null, decidedAt: now() });
		await settleClaims(tx, id);
	});
}
