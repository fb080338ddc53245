import { and, arrayContains, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { account } from '#lib/accounts/tables.server.ts';
import type { Reader, Transaction } from '#lib/platform/database.server.ts';
import type { SetKey } from './comparison-sets.ts';
import { panel, panelComment, panelJudgement, panelMember, panelMove } from './tables.server.ts';

/** A panel as stored. */
export type PanelRow = Omit<typeof panel.$inferSelect, 'sets'> & { sets: SetKey[] };
/** A step of a panel as it was written down. */
export type PanelMoveRow = typeof panelMove.$inferSelect;
/** Somebody who was invited to a panel. */
export type MemberRow = typeof panelMember.$inferSelect;
/** What a member judged of a pair. */
export type JudgementRow = typeof panelJudgement.$inferSelect;
/** What a member said of a set. */
export type CommentRow = typeof panelComment.$inferSelect;

/** A panel by its id; undefined when there is none. */
export async function findPanel(reader: Reader, id: string): Promise<PanelRow | undefined> {
	const [row] = await reader.select().from(panel).where(eq(panel.id, id));
	return row as PanelRow | undefined;
}

/** Like {@link findPanel}, and nobody else changes the panel until the transaction ends. */
export async function lockPanel(tx: Transaction, id: string): Promise<PanelRow | undefined> {
	const [row] = await tx.select().from(panel).where(eq(panel.id, id)).for('update');
	return row as PanelRow | undefined;
}

/** Like {@link findPanel}, and the panel takes no step until the transaction ends; several may hold it so at once. */
export async function holdPanel(tx: Transaction, id: string): Promise<PanelRow | undefined> {
	const [row] = await tx.select().from(panel).where(eq(panel.id, id)).for('share');
	return row as PanelRow | undefined;
}

/** All panels, the newest first. */
export async function listPanelRows(reader: Reader): Promise<PanelRow[]> {
	return (await reader.select().from(panel).orderBy(desc(panel.openedAt), desc(panel.id))) as PanelRow[];
}

/** Panels to which an account was invited, the newest first. */
export async function panelsOf(reader: Reader, accountId: string): Promise<PanelRow[]> {
	const rows = await reader
		.select({ panel })
		.from(panel)
		.innerJoin(panelMember, eq(panelMember.panelId, panel.id))
		.where(eq(panelMember.accountId, accountId))
		.orderBy(desc(panel.openedAt), desc(panel.id));
	return rows.map((row) => row.panel as PanelRow);
}

/** Those invited to a panel, by name. */
export function membersOf(reader: Reader, panelId: string): Promise<MemberRow[]> {
	return reader
		.select()
		.from(panelMember)
		.where(eq(panelMember.panelId, panelId))
		.orderBy(asc(panelMember.name), asc(panelMember.accountId));
}

/** The steps of a panel, the first first. */
export function movesOf(reader: Reader, panelId: string): Promise<PanelMoveRow[]> {
	return reader.select().from(panelMove).where(eq(panelMove.panelId, panelId)).orderBy(asc(panelMove.number));
}

/** All judgements of a panel: of everybody and every round. Never for a page as they are. */
export function judgementsOf(reader: Reader, panelId: string): Promise<JudgementRow[]> {
	return reader.select().from(panelJudgement).where(eq(panelJudgement.panelId, panelId));
}

/** All comments of a panel, in the order of their words: that in which they came would tell whose they are. */
export function commentsOf(reader: Reader, panelId: string): Promise<CommentRow[]> {
	return reader
		.select()
		.from(panelComment)
		.where(eq(panelComment.panelId, panelId))
		.orderBy(asc(panelComment.round), asc(panelComment.set), asc(panelComment.text));
}

/** Accounts that can be invited: those with the role of expert, by name. */
export async function findExperts(reader: Reader): Promise<{ accountId: string; name: string }[]> {
	const rows = await reader
		.select({ accountId: account.id, name: account.name, email: account.email })
		.from(account)
		.where(and(arrayContains(account.roles, ['expert']), isNull(account.disabledAt)))
		.orderBy(asc(account.name), asc(account.id));
	return rows.map(({ accountId, name, email }) => ({ accountId, name: name ?? email ?? '' }));
}

/** Puts what a member judged of a set in a round in place of what was there; `null` takes a judgement back. */
export async function putJudgements(
	tx: Transaction,
	of: Pick<JudgementRow, 'panelId' | 'accountId' | 'round' | 'set' | 'savedAt'>,
	given: readonly { first: string; second: string; judgement: number | null }[],
): Promise<void> {
	const { panelId, accountId, round, set } = of;
	await tx
		.delete(panelJudgement)
		.where(
			and(
				eq(panelJudgement.panelId, panelId),
				eq(panelJudgement.accountId, accountId),
				eq(panelJudgement.round, round),
				eq(panelJudgement.set, set),
			),
		);
	const rows = given.flatMap(({ judgement, ...pair }) =>
		judgement === null ? [] : [{ ...of, ...pair, judgement }],
	);
	if (rows.length > 0) await tx.insert(panelJudgement).values(rows);
}

/** Keeps what a member says of a set in a round; nothing said takes it back. */
export async function putComment(tx: Transaction, comment: CommentRow): Promise<void> {
	const { panelId, accountId, round, set } = comment;
	if (comment.text === '') {
		await tx
			.delete(panelComment)
			.where(
				and(
					eq(panelComment.panelId, panelId),
					eq(panelComment.accountId, accountId),
					eq(panelComment.round, round),
					eq(panelComment.set, set),
				),
			);
		return;
	}
	await tx
		.insert(panelComment)
		.values(comment)
		.onConflictDoUpdate({
			target: [panelComment.panelId, panelComment.accountId, panelComment.round, panelComment.set],
			set: { text: sql`excluded.comment`, savedAt: comment.savedAt },
		});
}
