import { db } from '#lib/platform/database.server.ts';
import { hasNobody } from './another-person.server.ts';
import { countWithoutAnyone, findAppeal } from './store.server.ts';

/** What a message about an appeal says: folio and dates, nothing personal. `nobody`: whether no one may answer it now. */
export async function readAppealNews(id: string) {
	const found = await findAppeal(db(), id);
	if (!found) return undefined;
	const { state, askedAt, dueOn, answeredAt } = found.appeal;
	const nobody = state !== 'answered' && (await hasNobody(db(), id));
	return { folio: found.folio, askedAt, dueOn, answeredAt, nobody };
}

/** How many open appeals nobody may answer now, for whoever can invite somebody. */
export function countAppealsWithoutAnyone(): Promise<number> {
	return countWithoutAnyone(db());
}
