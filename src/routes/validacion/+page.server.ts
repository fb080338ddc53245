import { redirect } from '@sveltejs/kit';
import { countAppeals } from '#lib/appeal/list-appeals.server.ts';
import { catalogue, today } from '#lib/institution/catalogues.server.ts';
import { calendarGaps } from '#lib/institution/calendar-gaps.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { countQueue, listQueue } from '#lib/review/list-queue.server.ts';
import { takeNext } from '#lib/review/take-next.server.ts';
import { outcomeOf } from './outcomes.ts';
import { queueRow } from './queue-row.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is listed, by the Spanish word of its address. */
const LISTS = {
	todas: { label: 'Todas', query: {}, count: 'all' },
	vencidas: { label: 'Vencidas', query: { due: 'overdue' }, count: 'overdue' },
	hoy: { label: 'Vencen hoy', query: { due: 'today' }, count: 'today' },
	mias: { label: 'Mías', query: { mine: 'true' }, count: 'mine' },
	lecturas: { label: 'Otra lectura', query: { rereading: 'true' }, count: 'rereading' },
	avisos: { label: 'Con avisos', query: { warned: 'true' }, count: 'warned' },
} as const;
type ListName = keyof typeof LISTS;

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const asked = (name: string) => url.searchParams.get(name) || undefined;
	const list = asked('lista') ?? 'todas';
	const shown: ListName = list in LISTS ? (list as ListName) : 'todas';
	const [counts, appeals, found] = await Promise.all([
		countQueue(locals.principal),
		countAppeals(locals.principal),
		listQueue(locals.principal, {
			...LISTS[shown].query,
			municipality: asked('municipio'),
			cursor: asked('desde'),
		}),
	]);
	const address = (changes: Record<string, string | undefined>) => addressWith(url, changes);
	return {
		formId: newId(),
		held: counts.held,
		waiting: counts.all,
		outcome: outcomeOf(url.searchParams),
		calendarGap: calendarGapFor(locals.principal?.roles ?? []),
		lists: [
			...Object.entries(LISTS)
				.filter(([name]) => name !== 'lecturas' || counts.rereading > 0 || name === shown)
				.map(([name, { label: text, count }]) => ({
					label: text,
					count: counts[count],
					href: address({ lista: name === 'todas' ? undefined : name, desde: undefined }),
					current: name === shown,
				})),
			{ label: 'Aclaraciones', count: appeals, href: '/validacion/aclaraciones', current: false },
		],
		list: shown,
		municipality: asked('municipio') ?? '',
		municipalities: municipalityChoices(counts.municipalities),
		items: found.items.map(queueRow),
		nextHref: found.cursor ? address({ desde: found.cursor }) : undefined,
		firstHref: asked('desde') ? address({ desde: undefined }) : undefined,
	};
});

export const actions: Actions = {
	siguiente: formAction(async ({ locals }, { form }) => {
		const item = await takeNext(locals.principal, { form });
		return redirect(303, item ? `/validacion/${item.folio}` : '/validacion?resultado=nada');
	}),
};

/** The coming year, or this one, whose days off are not known; that this year's are provisional tells the administration. */
function calendarGapFor(roles: readonly string[]) {
	const day = today();
	const gap = calendarGaps(day, institution().calendar).find(
		({ year, status }) => status === 'missing' || year > Number(day.slice(0, 4)),
	);
	return gap ? { ...gap, mayEdit: roles.includes('admin') } : null;
}

/** Municipalities that have open cases, by name, with how many. */
function municipalityChoices(counts: { code: string; count: number }[]) {
	const open = new Map(counts.map(({ code, count }) => [code, count]));
	return catalogue('municipalities')
		.items.filter((item) => open.has(item.key))
		.map((item) => ({ value: item.key, label: `${item.label} (${open.get(item.key)})` }));
}

function addressWith(url: URL, changes: Record<string, string | undefined>): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('resultado');
	query.delete('folio');
	for (const [name, value] of Object.entries(changes)) {
		if (value === undefined) query.delete(name);
		else query.set(name, value);
	}
	const text = query.toString();
	return text ? `/validacion?${text}` : '/validacion';
}
