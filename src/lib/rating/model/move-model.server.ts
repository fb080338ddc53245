import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, isPlainDate, startOfDay } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { line } from '#lib/platform/text.ts';
import {
	appendMove,
	findDraft,
	listMoves,
	lockModels,
	removeDraft,
	type StoredMove,
} from './store.server.ts';
import { MODEL_MOVES, MODEL_STATE_WORDS, mayMove, stageOf, standingsAt } from './versions.ts';
import type { ModelMoveName } from './versions.ts';
import { WeightingModel } from './model.ts';
import { knownVersion } from './read-models.server.ts';
import { insertApproved } from './weighting-models.server.ts';

const MoveRequest = z.object({
	move: z.enum(Object.keys(MODEL_MOVES) as [ModelMoveName, ...ModelMoveName[]], {
		error: 'Elija qué hacer con esta versión.',
	}),
	/** number of the last step of the version that its author saw */
	seen: z.coerce.number().int().min(1),
	reason: line(500, 'Escriba por qué, y en qué documento consta; quedará en la historia de la versión.'),
	/** YYYY-MM-DD; only for coming into force */
	inForceFrom: z.string().optional(),
});
type MoveRequest = z.infer<typeof MoveRequest>;

/**
 * Takes a version one step further: dated, with the name of who does it and the reason. Approving closes its content
 * for good; coming into force, today or on a later day, makes every rating issued from then on cite it and retires the one
 * before. The same form sent twice is one step.
 * @throws Refusal not_found · invalid · conflict `wrong_state`, `stale_move` when somebody else moved it since
 */
export async function moveModel(principal: Principal | null, version: string, input: unknown): Promise<void> {
	const admin = authorize(principal, 'rating.models');
	const asked = parse(MoveRequest, input);
	await inTransaction(async (tx) => {
		await lockModels(tx);
		await knownVersion(tx, version);
		const moves = await listMoves(tx);
		const last = moves.findLast((move) => move.version === version)!;
		if (isSame(last, admin, asked)) return;
		refuseUnlessMay(moves, last, asked);
		const at = now();
		const effectiveFrom = asked.move === 'enforce' ? comingIntoForce(moves, asked, at) : at;
		if (asked.move === 'approve') await approve(tx, version);
		const step: StoredMove = {
			version,
			number: last.number + 1,
			to: MODEL_MOVES[asked.move].to,
			reason: asked.reason,
			madeById: admin.accountId,
			madeByName: admin.name,
			madeAt: at,
			effectiveFrom,
		};
		await appendMove(tx, step);
		await record(tx, actor(admin, 'rating.models'), {
			action: 'rating.move-model',
			subject: version,
			details: { move: asked.move, to: step.to, reason: asked.reason, effectiveFrom },
		});
	});
}

/** Whether the last step is the one that this form asks for: it was sent twice. */
function isSame(last: StoredMove, admin: Principal, { move, seen, reason }: MoveRequest): boolean {
	const { to } = MODEL_MOVES[move];
	return (
		last.number === seen + 1 && last.madeById === admin.accountId && last.to === to && last.reason === reason
	);
}

function refuseUnlessMay(moves: StoredMove[], last: StoredMove, { move, seen }: MoveRequest): void {
	const standing = standingsAt(moves, now()).get(last.version)!;
	const state = MODEL_STATE_WORDS[standing.state].label.toLowerCase();
	if (last.number !== seen) {
		throw conflict(
			'stale_move',
			`Mientras tanto, ${last.madeByName} cambió esta versión: ahora está «${state}». Revísela y decida otra vez.`,
		);
	}
	if (!mayMove(move, stageOf(standing)))
		throw conflict('wrong_state', `Esta versión está «${state}» y ese paso no le corresponde.`);
}

/** From when a version is in force: from now on, or from the beginning of a later day. */
function comingIntoForce(moves: StoredMove[], { inForceFrom = '' }: MoveRequest, at: Date): Date {
	if (!isPlainDate(inForceFrom))
		throw invalidField(
			'inForceFrom',
			'date',
			'Escriba desde qué día estará en vigor, por ejemplo 1 12 2026.',
		);
	if (inForceFrom < today())
		throw invalidField(
			'inForceFrom',
			'past',
			`Un modelo no entra en vigor en el pasado. Escriba hoy, ${formatDate(today())}, o un día posterior.`,
		);
	if (inForceFrom === today()) return at;
	const instant = startOfDay(inForceFrom, institution().settings.timeZone);
	for (const [version, { scheduledFrom }] of standingsAt(moves, at)) {
		if (scheduledFrom?.getTime() === instant.getTime())
			throw invalidField('inForceFrom', 'taken', `Ese día ya entra en vigor ${version}. Elija otro día.`);
	}
	return instant;
}

/** Closes the content of a draft, with the day, and moves it among those that ratings may cite. */
async function approve(tx: Transaction, version: string): Promise<void> {
	const draft = await findDraft(tx, version);
	if (!draft) throw new Error(`the draft of ${version} is gone`);
	const model = WeightingModel.parse({ ...draft.document, status: 'approved', approvedOn: today() });
	await insertApproved(tx, model, draft.basedOn);
	await removeDraft(tx, version);
}
