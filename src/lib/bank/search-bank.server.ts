import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { isPlainDate } from '#lib/institution/plain-date.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { invalidField } from '#lib/platform/refusal.ts';
import { cleanLine } from '#lib/platform/text.ts';
import { BankSearch, COUNT_LIMIT, type BankItem, type Facet, type FacetCount } from './bank.ts';
import { findMatches } from './store.server.ts';

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
	const { rows, total, facets } = await findMatches(db(), search, readCursor(search));
	const page = rows.slice(0, search.size);
	await record(db(), actor(searcher, 'bank.search'), {
		action: 'bank.search',
		details: {
			found: total,
			filters: search.filters,
			minStars: search.minStars,
			words: Boolean(search.q),
		},
	});
	return {
		items: page.map(({ item }) => item),
		total: Math.min(total, COUNT_LIMIT),
		totalIsExact: total <= COUNT_LIMIT,
		facets,
		cursor: rows.length > search.size ? writeCursor(page.at(-1)!.key) : null,
	};
}

function writeCursor(key: [string | number, string]): string {
	return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The value by which each order sorts, as a cursor holds it. */
const SORT_VALUES = {
	stars: z.int().min(0).max(50),
	name: z.string().refine((name) => name === cleanLine(name)),
	updated: z.string().refine(isPlainDate),
};

function readCursor({ cursor, sort }: BankSearch): [string | number, string] | null {
	if (!cursor) return null;
	const key = z.tuple([SORT_VALUES[sort], z.string().refine(isId)]).safeParse(jsonIn(cursor));
	if (key.success) return key.data;
	throw invalidField('cursor', 'cursor', 'El lugar de la lista no es válido. Empiece de nuevo la búsqueda.');
}

function jsonIn(cursor: string): unknown {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString());
	} catch {
		return undefined;
	}
}
