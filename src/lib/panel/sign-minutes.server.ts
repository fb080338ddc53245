import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { unknownPanel } from './move-panel.server.ts';
import { roundsOf } from './rounds.ts';
import { isThem } from './save-judgements.server.ts';
import { judgementsOf, lockPanel, membersOf } from './store.server.ts';
import { panelMember } from './tables.server.ts';

const Signature = z.object({
	/** digest of the minutes that the person saw */
	sha256: z.string(),
	agreed: z.literal('on', { error: 'Marque que leyó el acta y que está de acuerdo en firmarla.' }),
});

/**
 * Signs the minutes of a panel in which one took part: with the day, the digest of what was signed, and an entry in the
 * audit. Signing twice is signing once.
 * @throws Refusal not_found · invalid · conflict `wrong_state`, `not_a_judge`, `other_minutes`
 */
export async function signMinutes(principal: Principal | null, id: string, input: unknown): Promise<void> {
	const expert = authorize(principal, 'panel.judge');
	const { sha256 } = parse(Signature, input);
	await inTransaction(async (tx) => {
		const found = isId(id) ? await lockPanel(tx, id) : undefined;
		const member = found && (await membersOf(tx, id)).find(isThem(expert));
		if (!found || !member) throw unknownPanel();
		if (!found.minutesSha256) throw conflict('wrong_state', 'Este panel todavía no tiene acta que firmar.');
		if (roundsOf(found, await judgementsOf(tx, id), expert.accountId).length === 0)
			throw conflict('not_a_judge', 'Firman el acta quienes terminaron una comparación en alguna ronda.');
		if (found.minutesSha256.toString('hex') !== sha256)
			throw conflict('other_minutes', 'El acta que leyó no es la de este panel. Vuelva a cargar la página.');
		if (member.signedAt) return;
		await tx
			.update(panelMember)
			.set({ signedAt: now(), signedSha256: found.minutesSha256 })
			.where(and(eq(panelMember.panelId, id), eq(panelMember.accountId, expert.accountId)));
		await record(tx, actor(expert, 'panel.judge'), {
			action: 'panel.sign-minutes',
			subject: id,
			details: { sha256 },
		});
	});
}
