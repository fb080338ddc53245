import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalid } from '#lib/platform/refusal.ts';
import { cleanText } from '#lib/platform/text.ts';
import { isSetKey, pairName, setOf, type SetKey } from './comparison-sets.ts';
import { isJudgement } from './judgement.ts';
import { unknownPanel } from './move-panel.server.ts';
import { COMMENT_LENGTH } from './panel.ts';
import { holdPanel, membersOf, putComment, putJudgements, type PanelRow } from './store.server.ts';

const JudgementForm = z
	.object({
		/** the round for which the form was made */
		round: z.coerce.number().int(),
		comment: z
			.string()
			.default('')
			.transform(cleanText)
			.pipe(z.string().max(COMMENT_LENGTH, `Use como máximo ${COMMENT_LENGTH} caracteres.`)),
	})
	.catchall(z.unknown());

/**
 * Keeps what a member judges of a set in the open round. Pairs may be left out: what is there is kept, and an empty answer
 * takes a judgement back.
 * @param input `round`, `comment` and one answer by pair, named by `pairName`
 * @returns how many pairs are still without judgement
 * @throws Refusal not_found · invalid · conflict `round_closed`
 */
export async function saveJudgements(
	principal: Principal | null,
	id: string,
	key: string,
	input: unknown,
): Promise<{ missing: number }> {
	const expert = authorize(principal, 'panel.judge');
	const { round, comment, ...answers } = parse(JudgementForm, input);
	return inTransaction(async (tx) => {
		const found = await holdPanel(tx, id);
		const set = await refuseUnlessInvited(tx, expert, found, key);
		if (found!.state !== 'judging' || found!.round !== round)
			throw conflict(
				'round_closed',
				'Mientras tanto se cerró la ronda: lo que envió ahora no se guardó, y lo que ya estaba guardado sí cuenta.',
			);
		const given = judged(set, answers);
		const of = { panelId: id, accountId: expert.accountId, round, set };
		await putJudgements(tx, { ...of, savedAt: now() }, given);
		await putComment(tx, { ...of, text: comment, savedAt: now() });
		const missing = given.filter(({ judgement }) => judgement === null).length;
		await record(tx, actor(expert, 'panel.judge'), {
			action: 'panel.judge',
			subject: id,
			details: { round, set, missing },
		});
		return { missing };
	});
}

/** A set of a panel to which somebody was invited. @throws Refusal not_found */
export async function refuseUnlessInvited(
	reader: Reader,
	expert: Principal,
	found: PanelRow | undefined,
	key: string,
): Promise<SetKey> {
	const invited = found && (await membersOf(reader, found.id)).some(isThem(expert));
	if (!invited || !isSetKey(key) || !found.sets.includes(key)) throw unknownPanel();
	return key;
}

/** Finds somebody among the members of a panel. */
export function isThem({ accountId }: Principal) {
	return (member: { accountId: string }) => member.accountId === accountId;
}

function judged(key: SetKey, answers: Record<string, unknown>) {
	const { items, pairs } = setOf(key);
	const read = pairs.map(([i, j]) => {
		const [first, second] = [items[i]!.key, items[j]!.key];
		const name = pairName(first, second);
		const answer = answers[name] ?? '';
		const judgement = answer === '' ? null : Number(answer);
		return { first, second, name, judgement };
	});
	const wrong = read.filter(({ judgement }) => judgement !== null && !isJudgement(judgement));
	if (wrong.length > 0)
		throw invalid(
			wrong.map(({ name }) => ({
				path: name,
				code: 'invalid',
				message: 'Elija una de las respuestas de la lista.',
			})),
		);
	return read.map(({ first, second, judgement }) => ({ first, second, judgement }));
}
