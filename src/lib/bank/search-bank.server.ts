import { actor, authorize, type Principal } from '#lib/accounts/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { BankSearch, COUNT_LIMIT, type BankItem, type Facet, type FacetCount } from './bank.ts';
import { countMatches, findPage } from './store.server.ts';

/** What a search answers (contract.md, `GET /bank`). */
export type BankPage = {
	items: BankItem[];
	/** exact up to 10,000; `totalIsExact` tells */
	total: number;
	totalIsExact: boolean;
	facets: Record<Facet, FacetCount[]>;
	/** to ask for the next page; null on the last one */
	cursor: string | null;
};

/**
 * Finds people who are rated and consent to be found.
 * Writes one audit entry for the search, without the words that were typed.
 */
export async function searchBank(principal: Principal | null, input: unknown): Promise<BankPage> {
	const searcher = authorize(principal, 'bank.search');
	const search = parse(BankSearch, input);
	const [found, counts] = await Promise.all([
		findPage(db(), search, readCursor(search.cursor)),
		countMatches(db(), search),
	]);
	const page = found.slice(0, search.size);
	await record(db(), actor(searcher, 'bank.search'), {
		action: 'bank.search',
		details: {
			found: counts.total,
			filters: search.filters,
			minStars: search.minStars,
			words: Boolean(search.q),
		},
	});
	return {
		items: page.map(({ item }) => item),
		total: Math.min(counts.total, COUNT_LIMIT),
		totalIsExact: counts.total <= COUNT_LIMIT,
		facets: counts.facets,
		cursor: found.length > search.size ? writeCursor(page.at(-1)!.key) : null,
	};
}

function writeCursor(key: [string | number, string]): string {
	return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readCursor(cursor: string | undefined): [string | number, string] | null {
	if (!cursor) return null;
	try {
		const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
		if (Array.isArray(key) && key.length === 2 && typeof key[1] === 'string')
			return key as [string | number, string];
	} catch {
		// falls through to the refusal
	}
	throw invalidField('cursor', 'cursor', 'El lugar de la lista no es válido. Empiece de nuevo la búsqueda.');
}
