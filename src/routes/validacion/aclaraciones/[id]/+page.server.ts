import { redirect } from '@sveltejs/kit';
import { answerAppeal } from '#lib/appeal/answer-appeal.server.ts';
import { appealView } from '#lib/appeal/appeal-view.server.ts';
import { openAppeal } from '#lib/appeal/open-appeal.server.ts';
import { declareAppealConflict, handOverAppeal, takeAppeal } from '#lib/appeal/take-appeal.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { FormValues } from '#lib/platform/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params }) =>
	appealView(await openAppeal(locals.principal, params.id)),
);

export const actions: Actions = {
	tomar: formAction(async ({ locals, params }) => {
		await takeAppeal(locals.principal, params.id);
		redirect(303, `/validacion/aclaraciones/${params.id}`);
	}),
	entregar: formAction(async ({ locals, params }) => {
		await handOverAppeal(locals.principal, params.id);
		redirect(303, '/validacion/aclaraciones?resultado=entregada');
	}),
	conflicto: formAction(async ({ locals, params }) => {
		await declareAppealConflict(locals.principal, params.id);
		redirect(303, '/validacion/aclaraciones?resultado=conflicto');
	}),
	responder: formAction(async ({ locals, params }, values) => {
		const { changed } = await answerAppeal(locals.principal, params.id, answerFrom(values));
		redirect(303, `/validacion/aclaraciones?resultado=${changed ? 'modificada' : 'confirmada'}`);
	}),
};

/** `criteria.E1.outcome` and the like, as the schema of the answer nests them. */
function answerFrom(values: FormValues) {
	return { criteria: group(values, 'criteria'), claims: group(values, 'claims') };
}

function group(values: FormValues, name: string): Record<string, Record<string, string>> {
	const fields = Object.entries(values).flatMap(([path, value]) => {
		const [first, key, field] = path.split('.');
		return first === name && key && field ? [{ key, field, value }] : [];
	});
	const byKey = Map.groupBy(fields, ({ key }) => key);
	return Object.fromEntries(
		[...byKey].map(([key, list]) => [
			key,
			Object.fromEntries(list.map(({ field, value }) => [field, value])),
		]),
	);
}
