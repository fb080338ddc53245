import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { unknownPanel } from './move-panel.server.ts';
import { expertsAmong } from './open-panel.server.ts';
import { mayInvite } from './panel.ts';
import { lockPanel, membersOf } from './store.server.ts';
import { panelMember } from './tables.server.ts';

const Invitation = z.object({ members: z.array(z.uuid()).min(1, 'Elija a quién invitar.') });

/**
 * Invites more experts to a panel whose first round is not closed yet: until then nobody saw what the group says, so all
 * judge under the same conditions. Those who come while the round is open are written to at once. The same form sent twice
 * invites once.
 * @param input `members`, accounts with the role of expert
 * @throws Refusal not_found · invalid · conflict `wrong_state` once the first round was closed
 */
export async function inviteExperts(principal: Principal | null, id: string, input: unknown): Promise<void> {
	const admin = authorize(principal, 'panel.manage');
	const { members } = parse(Invitation, input);
	await inTransaction(async (tx) => {
		const found = isId(id) ? await lockPanel(tx, id) : undefined;
		if (!found) throw unknownPanel();
		const present = (await membersOf(tx, id)).map(({ accountId }) => accountId);
		const missing = members.filter((each) => !present.includes(each));
		const added = await expertsAmong(tx, missing);
		if (added.length === 0) return;
		if (!mayInvite(found))
			throw conflict(
				'wrong_state',
				'Este panel ya cerró su primera ronda y no recibe a más personas. Invítelas al siguiente.',
			);
		await tx.insert(panelMember).values(added.map((expert) => ({ panelId: id, ...expert })));
		await record(tx, actor(admin, 'panel.manage'), {
			action: 'panel.invite',
			subject: id,
			details: { members: added.length, round: found.round },
		});
		const accountIds = added.map(({ accountId }) => accountId);
		if (found.state === 'judging')
			await emit(tx, 'panel-joined', { panelId: id, number: found.step, accountIds });
	});
}
