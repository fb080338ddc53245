import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { setOf } from './comparison-sets.ts';
import { refuseUnlessConsulted } from './open-panel.server.ts';
import {
	FEWEST_JUDGES,
	PANEL_MOVES,
	PANEL_STATE_WORDS,
	mayMovePanel,
	roundAfter,
	type PanelMoveName,
} from './panel.ts';
import { finishedCount } from './rounds.ts';
import { judgementsOf, lockPanel, membersOf, movesOf, type PanelRow } from './store.server.ts';
import { panel, panelMove } from './tables.server.ts';
import { writeMinutes } from './write-minutes.server.ts';

const MoveRequest = z.object({
	move: z.enum(Object.keys(PANEL_MOVES) as [PanelMoveName, ...PanelMoveName[]], {
		error: 'Elija qué hacer con este panel.',
	}),
	/** number of the last step that its author saw */
	seen: z.coerce.number().int().min(0),
});
type MoveRequest = z.infer<typeof MoveRequest>;

/**
 * Takes a panel one step further: opens or closes a round, ends it with minutes that no longer change, or calls it off.
 * The same form sent twice is one step.
 * @throws Refusal not_found · conflict `wrong_state`, `stale_move` when another administrator moved it since,
 * `too_few` when a set of the round was finished by fewer than three
 */
export async function movePanel(principal: Principal | null, id: string, input: unknown): Promise<void> {
	const admin = authorize(principal, 'panel.manage');
	const { move, seen } = parse(MoveRequest, input);
	await inTransaction(async (tx) => {
		const found = await lockPanel(tx, id);
		if (!found) throw unknownPanel();
		if (await wasTaken(tx, found, admin, { move, seen })) return;
		await refuseUnlessMay(tx, found, { move, seen });
		const at = now();
		const round = roundAfter(move, found.round);
		const step = { step: found.step + 1, state: PANEL_MOVES[move].to, round };
		const minutes = move === 'end' ? await writeMinutes(tx, found, { at, by: admin.name }) : undefined;
		await tx
			.update(panel)
			.set({ ...step, ...(minutes && { minutes: minutes.text, minutesSha256: minutes.sha256 }) })
			.where(eq(panel.id, id));
		const made = { madeById: admin.accountId, madeByName: admin.name, madeAt: at };
		await tx.insert(panelMove).values({ panelId: id, number: step.step, move, round, ...made });
		await record(tx, actor(admin, 'panel.manage'), {
			action: 'panel.move',
			subject: id,
			details: { move, round, minutes: minutes?.sha256.toString('hex') },
		});
		if (move !== 'cancel') await emit(tx, 'panel-moved', { panelId: id, number: step.step });
	});
}

/** There is no such panel, or whoever asks was not invited to it. */
export function unknownPanel() {
	return notFound('No hay un panel con esa dirección entre los suyos. Búsquelo en la lista.');
}

/** Whether the last step is the one that this form asks for: it was sent twice. */
async function wasTaken(
	tx: Transaction,
	found: PanelRow,
	admin: Principal,
	{ move, seen }: MoveRequest,
): Promise<boolean> {
	if (found.step !== seen + 1) return false;
	const last = (await movesOf(tx, found.id)).at(-1)!;
	return last.move === move && last.madeById === admin.accountId;
}

async function refuseUnlessMay(tx: Transaction, found: PanelRow, { move, seen }: MoveRequest): Promise<void> {
	const state = PANEL_STATE_WORDS[found.state].label.toLowerCase();
	if (found.step !== seen) {
		const last = (await movesOf(tx, found.id)).at(-1)!;
		throw conflict(
			'stale_move',
			`Mientras tanto, ${last.madeByName} cambió este panel: ahora está «${state}». Revíselo y decida otra vez.`,
		);
	}
	if (!mayMovePanel(move, found.state))
		throw conflict('wrong_state', `Este panel está «${state}» y ese paso no le corresponde.`);
	if (move === 'open_round') await refuseUnlessConsulted(tx, found.modelVersion);
	if (move === 'close_round') await refuseUnlessEnough(tx, found);
}

/** Below three, what the group says would tell what a person said. */
async function refuseUnlessEnough(tx: Transaction, found: PanelRow): Promise<void> {
	const [given, members] = await Promise.all([judgementsOf(tx, found.id), membersOf(tx, found.id)]);
	const people = members.map(({ accountId }) => accountId);
	const short = found.sets.filter((key) => finishedCount(key, given, people, found.round) < FEWEST_JUDGES);
	if (short.length === 0) return;
	const titles = short.map((key) => `«${setOf(key).title}»`).join(', ');
	throw conflict(
		'too_few',
		`Para cerrar la ronda, al menos ${FEWEST_JUDGES} personas deben terminar cada comparación. Faltan en ${titles}.`,
	);
}
