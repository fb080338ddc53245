import { authorize } from '#lib/access/access.ts';
import { searchBank } from '#lib/bank/search-bank.server.ts';
import { catalogue, label } from '#lib/institution/catalogues.server.ts';
import { formatDateShort } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { problemsOf, Refusal } from '#lib/platform/refusal.ts';
import type { PageServerLoad } from './$types';

const STAR_CHOICES = [50, 45, 40, 35, 30, 25, 20, 15];

export const load: PageServerLoad = page(async ({ locals, url }) => {
	authorize(locals.principal, 'bank.search');
	const asked = question(url);
	const found = await search(locals.principal, asked, url.searchParams.get('pagina'));
	const next = new URL(url);
	if (found.cursor) next.searchParams.set('pagina', found.cursor);
	return {
		asked,
		problems: found.problems,
		total: found.total,
		totalIsExact: found.totalIsExact,
		nextHref: found.cursor ? next.pathname + next.search : undefined,
		firstHref: url.searchParams.has('pagina') ? firstPage(url) : undefined,
		people: found.items.map((item) => ({
			...item,
			municipality: item.municipality ? label('municipalities', item.municipality) : '',
			area: item.area ? label('areas', item.area) : '',
			education: item.education ? label('academic-levels', item.education) : '',
			updatedOn: formatDateShort(item.updatedOn),
		})),
		municipalities: catalogue('municipalities').items.map((item) => ({
			value: item.key,
			label: withCount(item.label, found.facets.municipality.find(({ value }) => value === item.key)?.count),
		})),
		starChoices: STAR_CHOICES.map((tenths) => ({ value: String(tenths), label: `${tenths / 10} o más` })),
	};
});

function question(url: URL) {
	const asked = (name: string) => url.searchParams.get(name) ?? '';
	return {
		q: asked('q'),
		municipality: asked('municipio'),
		minStars: asked('estrellas'),
		sort: asked('orden') || 'stars',
	};
}

type Found = Awaited<ReturnType<typeof searchBank>> & { problems: ReturnType<typeof problemsOf> };

/** A filter that is not valid shows its message above an empty list; what was typed stays. */
async function search(
	principal: App.Locals['principal'],
	asked: ReturnType<typeof question>,
	cursor: string | null,
): Promise<Found> {
	try {
		const input = {
			q: asked.q || undefined,
			'municipality[]': asked.municipality || undefined,
			minStars: asked.minStars || undefined,
			sort: asked.sort,
			cursor: cursor ?? undefined,
		};
		return { ...(await searchBank(principal, input)), problems: [] };
	} catch (error) {
		if (!(error instanceof Refusal) || error.reason.kind !== 'invalid') throw error;
		const facets = { municipality: [], area: [], level: [], education: [], competency: [] };
		return { items: [], total: 0, totalIsExact: true, facets, cursor: null, problems: problemsOf(error) };
	}
}

function withCount(name: string, count: number | undefined): string {
	return count ? `${name} (${count})` : name;
}

function firstPage(url: URL): string {
	const first = new URL(url);
	first.searchParams.delete('pagina');
	return first.pathname + first.search;
}
