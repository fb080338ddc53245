import { redirect } from '@sveltejs/kit';
import { pairName } from '#lib/panel/comparison-sets.ts';
import { judgementText } from '#lib/panel/judgement.ts';
import {
	consistencyText,
	judgementOptions,
	pairText,
	strainText,
	weightText,
} from '#lib/panel/panel-words.ts';
import { CONSISTENT_UP_TO } from '#lib/panel/pairwise.ts';
import { readOwnSet, type OwnSet } from '#lib/panel/read-own-panels.server.ts';
import { saveJudgements } from '#lib/panel/save-judgements.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const found = await readOwnSet(locals.principal, params.panel, params.set);
	const { panel, set, present, saved, comment, feedback } = found;
	return {
		panel,
		set,
		present,
		open: panel.state === 'judging',
		confirm: !saved && found.own.some((judgement) => judgement !== null),
		comment,
		pairs: set.pairs.map((_, place) => pairOf(found, place)),
		say: sayOf(found),
		feedback: feedback && { round: feedback.round, result: feedback.result, comments: feedback.comments },
		news: url.searchParams.get('aviso') === 'guardado' ? 'Sus respuestas quedaron guardadas.' : null,
	};
});

function pairOf({ set, own, feedback }: OwnSet, place: number) {
	const [first, second] = set.pairs[place]!.map((i) => set.items[i]!) as [
		(typeof set.items)[number],
		(typeof set.items)[number],
	];
	const before = feedback?.own[place] ?? null;
	return {
		name: pairName(first.key, second.key),
		label: `${first.title} o ${second.title}`,
		options: judgementOptions(first.title, second.title),
		value: own[place] === null ? '' : String(own[place]),
		group: feedback && pairText(set, place, feedback.result.pairs[place]!),
		before: before === null ? null : `Usted: ${judgementText(before, first.title, second.title)}.`,
	};
}

/** What one's own answers say, once all are there. */
function sayOf({ set, say: { priorities, strain, judged, pairs } }: OwnSet) {
	if (!priorities) return { missing: pairs - judged, judged };
	const consistent = priorities.cr <= CONSISTENT_UP_TO;
	return {
		missing: 0,
		judged,
		consistent,
		consistency: set.items.length > 2 ? consistencyText(priorities.cr) : null,
		strain: strain && !consistent ? strainText(set, strain) : null,
		weights: set.items.map(({ title }, i) => ({ title, weight: weightText(priorities.weights[i]!) })),
	};
}

export const actions: Actions = {
	default: formAction(async ({ locals, params }, values) => {
		await saveJudgements(locals.principal, params.panel, params.set, values);
		redirect(303, `/expertos/${params.panel}/${params.set}?aviso=guardado`);
	}),
};
