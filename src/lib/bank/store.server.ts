import { eq, sql, type SQL } from 'drizzle-orm';
import { preparedStatement, type Reader, type Transaction } from '#lib/platform/database.server.ts';
import { cleanLine, fold } from '#lib/platform/text.ts';
import {
	COUNT_LIMIT,
	filterLexemes,
	filterQuery,
	prefixQuery,
	type BankItem,
	type BankSearch,
	type Facet,
	type FacetCount,
} from './bank.ts';
import { bankEntry } from './tables.server.ts';

/** The row of a person, and what is searched in it as text: names, posts, studies, labels of the catalogues. */
export type SearchableItem = { item: BankItem; words: string };

/** Writes the rows of people in one statement; each person once. */
export async function upsertEntries(tx: Transaction, entries: readonly SearchableItem[]): Promise<void> {
	const rows = entries.map(({ item, words }) => ({
		item,
		words,
		name: fold(item.name),
		lexemes: filterLexemes(item),
	}));
	await tx.execute(sql`
		insert into ${bankEntry} (profile_id, search, sort_name, stars, updated_on, item)
		select (item->>'id')::uuid,
			spanish_vector(words) || to_tsvector('simple', name) || array_to_tsvector(lexemes),
			name, (item->>'stars')::int, (item->>'updatedOn')::date, item
		from json_to_recordset(${JSON.stringify(rows)}::json)
			as written (item jsonb, words text, name text, lexemes text[])
		on conflict (profile_id) do update set search = excluded.search, sort_name = excluded.sort_name,
			stars = excluded.stars, updated_on = excluded.updated_on, item = excluded.item`);
}

/** Writes other stars, in tenths, on the rows of many people; whoever has no row stays without. */
export async function updateStars(
	tx: Transaction,
	people: readonly { profileId: string; stars: number }[],
): Promise<void> {
	if (people.length === 0) return;
	const ids = sql.param(people.map(({ profileId }) => profileId));
	const stars = sql.param(people.map((each) => each.stars));
	await tx.execute(sql`
		update ${bankEntry} set stars = given.stars, item = jsonb_set(item, '{stars}', to_jsonb(given.stars))
		from unnest(${ids}::uuid[], ${stars}::int[]) as given(id, stars) where profile_id = given.id`);
}

export async function deleteEntry(tx: Transaction, profileId: string): Promise<void> {
	await tx.delete(bankEntry).where(eq(bankEntry.profileId, profileId));
}

export async function findEntry(reader: Reader, profileId: string): Promise<BankItem | undefined> {
	const [row] = await entryById(reader).execute({ profileId });
	return row?.item as BankItem | undefined;
}

const entryById = preparedStatement((reader) =>
	reader
		.select({ item: bankEntry.item })
		.from(bankEntry)
		.where(eq(bankEntry.profileId, sql.placeholder('profileId')))
		.prepare('bank_entry_by_id'),
);

type SortKey = [value: string | number, id: string];
type Counts = { total: number; facets: Record<Facet, FacetCount[]> };

type Sort = { column: SQL; shown: SQL; type: SQL; direction: 'asc' | 'desc' };

const SORTS: Record<BankSearch['sort'], Sort> = {
	stars: { column: sql`stars`, shown: sql`stars`, type: sql`::int`, direction: 'desc' },
	name: { column: sql`sort_name`, shown: sql`sort_name`, type: sql`::text`, direction: 'asc' },
	updated: { column: sql`updated_on`, shown: sql`updated_on::text`, type: sql`::date`, direction: 'desc' },
};

/** One page of people that match, in order, by key; one more than asked tells that there is a next page. */
export async function findPage(
	reader: Reader,
	search: BankSearch,
	after: SortKey | null,
): Promise<{ item: BankItem; key: SortKey }[]> {
	const { column, shown, type, direction } = SORTS[search.sort];
	const order =
		direction === 'desc' ? sql`${column} desc, profile_id desc` : sql`${column} asc, profile_id asc`;
	const compare = direction === 'desc' ? sql`<` : sql`>`;
	const place = after
		? sql`and (${column}, profile_id) ${compare} (${after[0]}${type}, ${after[1]}::uuid)`
		: sql``;
	const result = await reader.execute<{ item: BankItem; sort_value: string | number }>(sql`
		select item, ${shown} as sort_value
		from bank_entry
		where ${matches(search)} ${place}
		order by ${order}
		limit ${search.size + 1}`);
	return result.rows.map((row) => ({
		item: row.item,
		key: [row.sort_value, row.item.id],
	}));
}

/** How many match and how they spread over the facets, exact up to {@link COUNT_LIMIT} matches, in one query. */
export async function countMatches(reader: Reader, search: BankSearch): Promise<Counts> {
	const result = await reader.execute<{ facet: Facet | 'total'; value: string; count: number }>(sql`
		with matched as materialized (
			select item from bank_entry where ${matches(search)} limit ${COUNT_LIMIT + 1}
		), valued as (
			select facet, value from matched, lateral (values
				('municipality', item->>'municipality'), ('area', item->>'area'),
				('level', item->>'level'), ('education', item->>'education')
			) as single(facet, value) where value <> ''
			union all
			select 'competency', jsonb_array_elements_text(item->'competencies') from matched
		)
		select 'total' as facet, '' as value, count(*)::int as count from matched
		union all
		select facet, value, count(*)::int from valued group by facet, value
		order by count desc, value`);
	const facets: Counts['facets'] = { municipality: [], area: [], level: [], education: [], competency: [] };
	let total = 0;
	for (const { facet, value, count } of result.rows) {
		if (facet === 'total') total = count;
		else facets[facet].push({ value, count });
	}
	return { total, facets };
}

function matches(search: BankSearch): SQL {
	const conditions: SQL[] = [sql`true`];
	const text = search.q ? cleanLine(search.q) : '';
	if (text) {
		const prefix = prefixQuery(fold(text));
		const query = prefix
			? sql`(spanish_query(${text}) || to_tsquery('simple', ${prefix}))`
			: sql`spanish_query(${text})`;
		conditions.push(sql`search @@ ${query}`);
	}
	const filter = filterQuery(search);
	if (filter) conditions.push(sql`search @@ ${filter}::tsquery`);
	if (search.minStars) conditions.push(sql`stars >= ${search.minStars}`);
	return sql.join(conditions, sql` and `);
}
