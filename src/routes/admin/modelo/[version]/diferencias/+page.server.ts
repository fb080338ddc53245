import { institution } from '#lib/institution/load-institution.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { compareModels, listModels } from '#lib/rating/model/read-models.server.ts';
import type { PageServerLoad } from './$types';
import { modelHref, standingInWords } from '../../model-pages.ts';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const versions = await listModels(locals.principal);
	const own = versions.find(({ version }) => version === params.version);
	const others = versions.filter(({ version }) => version !== params.version);
	const inForce = others.find(({ standing }) => standing.state === 'in_force');
	const usual = own?.basedOn ?? inForce?.version ?? others[0]?.version ?? params.version;
	const other = url.searchParams.get('con') || usual;
	const { before, after, differences } = await compareModels(locals.principal, other, params.version);
	const { timeZone } = institution().settings;
	return {
		href: modelHref(params.version),
		other,
		before: { version: before.version, title: before.title },
		after: { version: after.version, title: after.title },
		differences,
		others: others.map(({ version, title, standing }) => ({
			value: version,
			label: `${title} (${version}, ${standingInWords(standing, timeZone).label.toLowerCase()})`,
		})),
	};
});
