import { z } from 'zod';
import { searchBank } from '#lib/bank/search-bank.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';

const BankQuery = z.looseObject({
	q: z.string().optional(),
	'municipality[]': z.array(z.string()).optional(),
	'area[]': z.array(z.string()).optional(),
	'level[]': z.array(z.string()).optional(),
	'education[]': z.array(z.string()).optional(),
	'competency[]': z.array(z.string()).optional(),
	minStars: z.string().optional(),
	available: z.string().optional(),
	sort: z.string().optional(),
	cursor: z.string().optional(),
	'page[size]': z.string().optional(),
});

export const GET = endpoint(
	{
		summary:
			'Busca en el Banco de Capital Humano Hacendario: personas con dictamen que consienten ser encontradas',
		who: 'reviewer, admin, recruiter',
		query: BankQuery,
		answers: { 200: 'items, total, facets y cursor', 403: 'Sin permiso', 422: 'Un filtro no es válido' },
	},
	async ({ event, query }) => [200, await searchBank(event.locals.principal, withoutBrackets(query))],
);

/** `municipality=…` counts as `municipality[]=…`. */
function withoutBrackets(query: Record<string, unknown>): Record<string, unknown> {
	const names = ['municipality', 'area', 'level', 'education', 'competency'];
	const plain = names.filter((name) => query[name] !== undefined && query[`${name}[]`] === undefined);
	return { ...query, ...Object.fromEntries(plain.map((name) => [`${name}[]`, query[name]])) };
}
