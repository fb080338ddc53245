import { db } from '#lib/platform/database.server.ts';
import type { PanelMoveName } from './panel.ts';
import { findPanel, membersOf, movesOf } from './store.server.ts';

const NEWS: Readonly<Record<Exclude<PanelMoveName, 'cancel'>, (round: number) => string>> = {
	open_round: (round) => `ya puede responder la ronda ${round}`,
	close_round: (round) => `se cerró la ronda ${round} y puede ver lo que dijo el grupo`,
	end: () => 'terminó, y puede leer y firmar su acta',
};

/** What a message about a step of a panel says, while it is the last one; nothing once the panel went on. */
export async function readPanelNews(
	id: string,
	number: number,
): Promise<{ title: string; what: string } | undefined> {
	const found = await findPanel(db(), id);
	const last = (await movesOf(db(), id)).at(-1);
	if (!found || !last || last.number !== number || last.move === 'cancel') return undefined;
	return { title: found.title, what: NEWS[last.move](last.round) };
}

/** Accounts of those invited to a panel. */
export async function listInvited(id: string): Promise<string[]> {
	return (await membersOf(db(), id)).map(({ accountId }) => accountId);
}
