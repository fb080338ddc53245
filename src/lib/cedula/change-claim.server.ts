import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { sameAnswers, unknownFields, type Answers } from './answers.ts';
import { checkClaim } from './check-claim.server.ts';
import { CLAIM_KINDS, type ClaimKind } from './claims.ts';
import { savedClaim, type SavedClaim } from './create-claim.server.ts';
import { getEditableClaim } from './editable-claim.server.ts';
import { getRevision, updateClaim, type ClaimRow } from './store.server.ts';
import { staleVersion, versionOf } from './versions.ts';

/** A change of a claim: only the fields sent change; `version` is the one that the sender saw. */
export const claimChange = z.strictObject(
	{
		kind: z.enum(CLAIM_KINDS).optional(),
		data: z.record(z.string(), z.unknown(), { error: 'Envíe los datos como un objeto.' }),
		version: z.unknown().optional(),
	},
	{ error: unknownFields },
);

/**
 * Changes the working copy of a claim. What was accepted keeps counting: its change is a new revision,
 * which waits until it is sent and accepted.
 * @throws Refusal not_found, invalid, conflict `not_editable` or `stale_version` with both values
 */
export async function changeClaim(
	principal: Principal | null,
	claimId: string,
	input: unknown,
): Promise<SavedClaim> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const given = parse(claimChange, input);
	const version = versionOf('version', given.version);
	return inTransaction(async (tx) => {
		const present = await getEditableClaim(tx, owner.profileId, claimId);
		if (given.kind && given.kind !== present.kind) throw invalidField('kind', 'fixed', OTHER_KIND);
		const before = await presentData(tx, present);
		if (version !== undefined && version !== present.version)
			throw staleVersion([{ version: present.version, yours: given.data, current: before }]);
		const data = checkClaim(present.kind as ClaimKind, before, given.data);
		if (sameAnswers(before, data)) return { ...(await savedClaim(tx, present)), data };
		const saved = await updateClaim(tx, present.id, { ...opened(present), draft: data, savedAt: now() });
		await record(tx, actor(owner, 'cedula.own'), {
			action: 'cedula.change-claim',
			profileId: owner.profileId,
			subject: claimId,
			details: { revision: saved.revision },
		});
		return savedClaim(tx, saved);
	});
}

const OTHER_KIND = 'Un renglón no cambia de tipo. Quítelo y agregue uno del tipo correcto.';

/** What the claim says now: the working copy, else what was sent last. */
async function presentData(tx: Transaction, { draft, sentRevisionId }: ClaimRow): Promise<Answers> {
	if (draft) return draft;
	return sentRevisionId ? (await getRevision(tx, sentRevisionId)).data : {};
}

/** The first change after sending opens the next revision; what is observed stays observed until it is answered. */
function opened({ draft, state, revision, version }: ClaimRow): Partial<ClaimRow> {
	return {
		version: version + 1,
		revision: draft ? revision : revision + 1,
		state: state === 'observed' ? state : 'draft',
	};
}
