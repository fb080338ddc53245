import { redirect } from '@sveltejs/kit';
import { TEXT_LENGTH } from '#lib/appeal/appeal.ts';
import { askAppeal } from '#lib/appeal/ask-appeal.server.ts';
import { getOwnAppeals } from '#lib/appeal/get-own-appeals.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import { newId } from '#lib/platform/ids.ts';
import { getOwnRating } from '#lib/rating/get-own-rating.server.ts';
import { appealNews, dayOf } from '../../appeal-news.server.ts';
import type { Actions, PageServerLoad } from './$types';

const FIELD = 'reasons.';

export const load: PageServerLoad = page(async ({ locals }) => {
	const [rating, appeals] = await Promise.all([
		getOwnRating(locals.principal),
		getOwnAppeals(locals.principal),
	]);
	if (!('elements' in rating)) redirect(303, '/mi/ponderacion');
	const { askBy, closed } = appealNews(appeals);
	return {
		formId: newId(),
		askBy,
		closed,
		asked: appeals.appeals.length > 0,
		issuedOn: dayOf(rating.issuedAt),
		maxLength: TEXT_LENGTH,
		elements: rating.elements.map(({ key, title, criteria }) => ({
			key,
			title,
			criteria: criteria.map((criterion) => ({
				name: FIELD + criterion.key,
				title: criterion.title,
				rule: criterion.rule,
				points: criterion.points,
				cap: criterion.cap,
			})),
		})),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		await askAppeal(locals.principal, { id: values.id, reasons: reasonsFrom(values) });
		redirect(303, '/mi/ponderacion/aclaracion?recibida');
	}),
};

function reasonsFrom(values: FormValues): Record<string, string> {
	const given = Object.entries(values).filter(([name]) => name.startsWith(FIELD));
	return Object.fromEntries(given.map(([name, value]) => [name.slice(FIELD.length), value]));
}
