import { z } from 'zod';
import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import type { EvidenceView } from '#lib/evidence/evidence.ts';
import { evidenceOfClaims } from '#lib/evidence/evidence-of-claims.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { isId, newId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { sameAnswers, unknownFields, type Answers } from './answers.ts';
import { checkClaim } from './check-claim.server.ts';
import { EDIT_OBSTACLE_MESSAGES, obstacleToNewClaim, type ClaimState } from './claim-state.ts';
import { CLAIM_KINDS, type ClaimKind } from './claims.ts';
import { lockCedula } from './lock-cedula.server.ts';
import { findClaim, insertClaim, type ClaimRow } from './store.server.ts';
import { staleVersion } from './versions.ts';

/** A new claim: `id` only from forms, which carry one so that posting twice does not create twice. */
export const newClaim = z.strictObject(
	{
		id: z.string().refine(isId, 'El identificador no es un UUID.').optional(),
		kind: z.enum(CLAIM_KINDS, 'Indique qué agrega: education, experience, certification o training.'),
		data: z.record(z.string(), z.unknown(), { error: 'Envíe los datos como un objeto.' }).default({}),
	},
	{ error: unknownFields },
);

/** A claim just after it was saved (contract.md, `claims[]` of `GET /me/cedula`). */
export type SavedClaim = {
	id: string;
	kind: ClaimKind;
	data: Answers;
	revision: number;
	version: number;
	state: ClaimState;
	evidence: EvidenceView[];
};

/**
 * Adds a claim to one's own cédula, as a draft in which everything may still be missing.
 * @throws Refusal invalid, conflict `not_editable`; conflict `stale_version` when the id was used for other answers
 */
export async function createClaim(principal: Principal | null, input: unknown): Promise<SavedClaim> {
	const owner = authorizeOwner(principal, 'cedula.own');
	const given = parse(newClaim, input);
	const data = checkClaim(given.kind, {}, given.data);
	return inTransaction(async (tx) => {
		const open = await lockCedula(tx, owner.profileId);
		const id = given.id ?? newId();
		const present = given.id ? await findClaim(tx, owner.profileId, id) : undefined;
		if (present) return repeated(tx, present, given.kind, data);
		const obstacle = obstacleToNewClaim(open);
		if (obstacle) throw conflict('not_editable', EDIT_OBSTACLE_MESSAGES[obstacle], { obstacle });
		const row = await insertNew(tx, { id, profileId: owner.profileId, kind: given.kind, draft: data });
		await record(tx, actor(owner, 'cedula.own'), {
			action: 'cedula.create-claim',
			profileId: owner.profileId,
			subject: id,
			details: { kind: given.kind },
		});
		return savedClaim(tx, row);
	});
}

/** A stored claim as its use cases answer it. */
export async function savedClaim(reader: Reader, row: ClaimRow): Promise<SavedClaim> {
	const { id, draft, revision, version } = row;
	const evidence = (await evidenceOfClaims(reader, [id])).get(id) ?? [];
	const [kind, state] = [row.kind as ClaimKind, row.state as ClaimState];
	return { id, kind, data: draft ?? {}, revision, version, state, evidence };
}

async function insertNew(
	tx: Transaction,
	given: Pick<ClaimRow, 'id' | 'profileId' | 'kind' | 'draft'>,
): Promise<ClaimRow> {
	const at = now();
	const row = await insertClaim(tx, {
		...given,
		state: 'draft',
		revision: 1,
		version: 1,
		createdAt: at,
		savedAt: at,
	});
	if (!row) throw notFound();
	return row;
}

/** The same form posted again answers as the first time; other answers under the same id come from a stale tab. */
function repeated(tx: Transaction, present: ClaimRow, kind: ClaimKind, data: Answers): Promise<SavedClaim> {
	if (present.kind === kind && present.draft && sameAnswers(present.draft, data))
		return savedClaim(tx, present);
	throw staleVersion([{ version: present.version, yours: data, current: present.draft ?? {} }]);
}
