import { z } from 'zod';
import { pageSize } from '#lib/platform/page-size.ts';
import { cleanLine } from '#lib/platform/text.ts';

/** A person as the bank lists them (contract.md, bank). */
export type BankItem = {
	/** profile id */
	id: string;
	name: string;
	/** tenths */
	stars: number;
	/** INEGI code; '' when not known */
	municipality: string;
	area: string;
	level: string;
	position: string;
	/** highest accepted academic level; '' when none */
	education: string;
	/** keys of accepted, catalogued standards */
	competencies: string[];
	available: boolean | null;
	/** true when post and municipality are only declared, no accepted post being current (rules.md, "Scoring map") */
	declared: boolean;
	/** YYYY-MM-DD */
	updatedOn: string;
};

/** Values that people filter by, each kept in the search vector as one lexeme with its prefix. */
export const FACETS = {
	municipality: 'm',
	area: 'a',
	level: 'l',
	education: 'e',
	competency: 'c',
} as const;
export type Facet = keyof typeof FACETS;

/** How many people match for one value of a facet. */
export type FacetCount = { value: string; count: number };

/** Above this many matches counts are not exact: "más de 10,000". */
export const COUNT_LIMIT = 10_000;

const keys = z
	.union([z.string(), z.array(z.string())])
	.optional()
	.transform((value) =>
		[value ?? []]
			.flat()
			.flatMap((text) => text.split(','))
			.map(cleanLine)
			.filter(Boolean),
	)
	.pipe(z.array(z.string().max(60)).max(50, 'Use como máximo 50 valores.'));

/** A search of the bank: text, filters, order and place to continue (contract.md, `GET /bank`). */
export const BankSearch = z
	.object({
		q: z.string().max(200, 'Use como máximo 200 caracteres.').optional(),
		'municipality[]': keys,
		'area[]': keys,
		'level[]': keys,
		'education[]': keys,
		'competency[]': keys,
		minStars: z.coerce
			.number('Escriba las estrellas mínimas en décimas, de 10 a 50.')
			.int()
			.min(10, 'El mínimo es 10 (una estrella).')
			.max(50, 'El máximo es 50 (cinco estrellas).')
			.optional(),
		available: z.stringbool().optional(),
		sort: z.enum(['stars', 'name', 'updated'], 'El orden es stars, name o updated.').default('stars'),
		cursor: z.string().max(500).optional(),
		'page[size]': pageSize(20),
	})
	.transform((given) => ({
		q: given.q,
		filters: {
			municipality: given['municipality[]'],
			area: given['area[]'],
			level: given['level[]'],
			education: given['education[]'],
			competency: given['competency[]'],
		},
		minStars: given.minStars,
		available: given.available,
		sort: given.sort,
		cursor: given.cursor,
		size: given['page[size]'],
	}));
export type BankSearch = z.output<typeof BankSearch>;

/** The lexemes under which a person is found by filter. */
export function filterLexemes(item: BankItem): string[] {
	const of = (facet: Facet, value: string) => (value ? [`${FACETS[facet]}:${value}`] : []);
	return [
		...of('municipality', item.municipality),
		...of('area', item.area),
		...of('level', item.level),
		...of('education', item.education),
		...item.competencies.flatMap((key) => of('competency', key)),
		...(item.available ? ['available'] : []),
	];
}

/** A text query of PostgreSQL that demands one of the values of each filter; null without filters. */
export function filterQuery(search: Pick<BankSearch, 'filters' | 'available'>): string | null {
	const quoted = (lexeme: string) => `'${lexeme.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
	const groups = (Object.keys(FACETS) as Facet[])
		.map((facet) => search.filters[facet].map((value) => quoted(`${FACETS[facet]}:${value}`)).join(' | '))
		.filter(Boolean)
		.map((group) => `(${group})`);
	if (search.available) groups.push("'available'");
	return groups.length > 0 ? groups.join(' & ') : null;
}

/** The last words typed as beginnings of names, so that "Figue" finds Figueroa; null when there is nothing to look for. */
export function prefixQuery(foldedText: string): string | null {
	const words = foldedText.match(/[a-z0-9]+/g) ?? [];
	return words.length > 0 ? words.map((word) => `${word}:*`).join(' & ') : null;
}
