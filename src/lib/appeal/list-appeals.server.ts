import { z } from 'zod';
import { authorize, type Principal } from '#lib/access/access.ts';
import { isPlainDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { isId } from '#lib/platform/ids.ts';
import { pageSize } from '#lib/platform/page-size.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import { countQueueOfAppeals, queueOfAppeals, type Place } from './store.server.ts';

/** Which page of the queue of appeals. */
export const ListAppeals = z.object({ 'page[size]': pageSize(50), cursor: z.string().optional() });

/** An appeal of the queue: no name and no CURP. */
export type AppealItem = {
	id: string;
	folio: string;
	askedAt: Date;
	dueOn: PlainDate;
	/** INEGI code */
	municipality: string;
	criteria: CriterionKey[];
	/** name of whoever has it */
	assignedTo: string | null;
	/** whether that is the one who asks */
	mine: boolean;
	state: 'received' | 'in_review';
};

/** A page of the queue; `cursor` asks for the next one and is null on the last. */
export type AppealsPage = { items: AppealItem[]; cursor: string | null };

/**
 * Open appeals that the one who asks may answer, by due date: never their own, never of a dictamen that they issued,
 * never with a declared conflict. It shows nothing personal, so it leaves no entry in the audit.
 * @throws Refusal invalid for a cursor that is not ours
 */
export async function listAppeals(principal: Principal | null, input: unknown): Promise<AppealsPage> {
	const reviewer = authorize(principal, 'appeal.answer');
	const { cursor, 'page[size]': size } = parse(ListAppeals, input);
	const rows = await queueOfAppeals(reviewer, cursor === undefined ? null : placeFrom(cursor), size + 1);
	const last = rows.length > size ? rows[size - 1] : undefined;
	const items = rows.slice(0, size).map(({ holderId, holderName, ...row }) => ({
		...row,
		state: row.state as AppealItem['state'],
		criteria: row.criteria as CriterionKey[],
		assignedTo: holderName,
		mine: holderId === reviewer.accountId,
	}));
	return { items, cursor: last ? cursorAfter(last) : null };
}

/** How many appeals {@link listAppeals} lists in all. */
export async function countAppeals(principal: Principal | null): Promise<number> {
	return countQueueOfAppeals(authorize(principal, 'appeal.answer'));
}

/** Like {@link countAppeals}, for a caller who has decided on access. */
export function countAppealsFor(asker: Pick<Principal, 'accountId' | 'profileId'>): Promise<number> {
	return countQueueOfAppeals(asker);
}

function cursorAfter({ dueOn, id }: Place): string {
	return Buffer.from(`${dueOn} ${id}`).toString('base64url');
}

function placeFrom(cursor: string): Place {
	const [dueOn = '', id] = Buffer.from(cursor, 'base64url').toString().split(' ');
	if (isPlainDate(dueOn) && isId(id)) return { dueOn, id };
	throw invalidField('cursor', 'invalid', 'El cursor no es válido. Empiece desde la primera página.');
}
