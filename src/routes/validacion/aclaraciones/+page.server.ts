import { may } from '#lib/access/access.ts';
import { dueView } from '#lib/appeal/appeal-view.server.ts';
import { countAppeals, listAppeals, type AppealItem } from '#lib/appeal/list-appeals.server.ts';
import { label } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateShort, localDate } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { CRITERION_TITLES } from '#lib/rating/explanation.ts';
import type { PageServerLoad } from './$types';

const OUTCOMES: Record<string, string> = {
	confirmada: 'La aclaración se respondió y el dictamen se confirma. La persona ya puede leerla.',
	modificada: 'La aclaración se respondió y se emitió un dictamen nuevo. La persona ya puede leerlos.',
	entregada: 'La aclaración regresó a la lista.',
	conflicto: 'Quedó registrado su conflicto de interés. La aclaración la responde otra persona.',
};

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const cursor = url.searchParams.get('desde') || undefined;
	const [found, count] = await Promise.all([
		listAppeals(locals.principal, { cursor }),
		countAppeals(locals.principal),
	]);
	return {
		/** whether the one who asks has the bench too */
		reviews: locals.principal !== null && may(locals.principal, 'review.queue'),
		count,
		outcome: OUTCOMES[url.searchParams.get('resultado') ?? ''] ?? null,
		items: found.items.map(rowOf),
		nextHref: found.cursor ? `/validacion/aclaraciones?desde=${found.cursor}` : undefined,
		firstHref: cursor ? '/validacion/aclaraciones' : undefined,
	};
});

function rowOf(item: AppealItem) {
	const { timeZone } = institution().settings;
	return {
		folio: item.folio,
		href: `/validacion/aclaraciones/${item.id}`,
		due: dueView(item.dueOn),
		municipality: label('municipalities', item.municipality),
		criteria: item.criteria.map((key) => CRITERION_TITLES[key]).join(', '),
		askedOn: formatDateShort(localDate(item.askedAt, timeZone)),
		situation: situationOf(item),
	};
}

function situationOf({ mine, state, assignedTo }: AppealItem): string {
	if (mine) return 'La tiene usted';
	return state === 'in_review' ? `En revisión: ${assignedTo}` : 'En espera';
}
