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
type Facets = Record<Facet, FacetCount[]>;
type Count = FacetCount & { facet: Facet };

type Sort = { column: SQL; shown: SQL; type: SQL; direction: 'asc' | 'desc' };

const SORTS: Record<BankSearch['sort'], Sort> = {
	stars: { column: sql`stars`, shown: sql`stars`, type: sql`::int`, direction: 'desc' },
	name: { column: sql`sort_name`, shown: sql`sort_name`, type: sql`::text`, direction: 'asc' },
	updated: { column: sql`updated_on`, shown: sql`updated_on::text`, type: sql`::date`, direction: 'desc' },
};

/** What a search finds: one more row than was asked for tells that there is a next page. */
type Matches = { rows: { item: BankItem; key: SortKey }[]; total: number; facets: Facets };

/**
 * One page of the people that match, in order, by key, with how many match and how they spread over the facets: one
 * statement, so that matches are looked up once.
 * @param countLimit up to here counts are exact; beyond it `total` is one more, and the facets are those of as many matches
 */
export async function findMatches(
	reader: Reader,
	search: BankSearch,
	after: SortKey | null,
	countLimit = COUNT_LIMIT,
): Promise<Matches> {
	const { column, shown, type, direction } = SORTS[search.sort];
	const order =
		direction === 'desc' ? sql`${column} desc, profile_id desc` : sql`${column} asc, profile_id asc`;
	const compare = direction === 'desc' ? sql`<` : sql`>`;
	const place = after
		? sql`and (${column}, profile_id) ${compare} (${after[0]}${type}, ${after[1]}::uuid)`
		: sql``;
	const matching = matches(search);
	const firstOf = (source: SQL, condition: SQL) => sql`(
		select item, ${column}, profile_id from ${source} where ${condition} ${place}
		order by ${order} limit ${search.size + 1})`;
	const { rows } = await reader.execute<{
		rows: Matches['rows'] | null;
		total: number;
		counts: Count[] | null;
	}>(sql`
		with matched as materialized (
			select profile_id, ${column}, item from bank_entry where ${matching} limit ${countLimit + 1}
		), counted as materialized (select count(*)::int as total from matched),
		page as (
			${firstOf(sql`matched`, sql`(select total from counted) <= ${countLimit}`)}
			union all
			${firstOf(sql`bank_entry`, sql`(select total from counted) > ${countLimit} and ${matching}`)}
		), single as (
			select item->>'municipality' as municipality, item->>'area' as area, item->>'level' as level,
				item->>'education' as education
			from matched
		), spread as (
			select case 0 when grouping(municipality) then 'municipality' when grouping(area) then 'area'
				when grouping(level) then 'level' else 'education' end as facet,
				coalesce(municipality, area, level, education) as value, count(*)::int
			from single group by grouping sets ((municipality), (area), (level), (education))
			union all
			select 'competency', jsonb_array_elements_text(item->'competencies') as competency, count(*)::int
			from matched group by competency
		)
		select (select total from counted) as total,
			(select json_agg(json_build_object('item', item, 'key', json_build_array(${shown}, profile_id)) order by ${order})
				from page) as rows,
			(select json_agg(spread order by count desc, value) from spread where value <> '') as counts`);
	const found = rows[0]!;
	return { rows: found.rows ?? [], total: found.total, facets: byFacet(found.counts ?? []) };
}

function byFacet(counts: readonly Count[]): Facets {
	const facets: Facets = { municipality: [], area: [], level: [], education: [], competency: [] };
	for (const { facet, value, count } of counts) facets[facet].push({ value, count });
	return facets;
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
