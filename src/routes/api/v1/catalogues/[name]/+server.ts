import { z } from 'zod';
import { lookupIn } from '#lib/institution/catalogue-lookups.server.ts';
import { catalogue, findPublicCatalogue } from '#lib/institution/catalogues.server.ts';
import { isCatalogueName, type CatalogueName } from '#lib/institution/catalogues.ts';
import { suggest } from '#lib/institution/lookup.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { notFound } from '#lib/platform/refusal.ts';

const searchQuery = z.object({
	q: z.string().max(100, 'Busque con 100 caracteres como máximo.').optional(),
});

export const GET = endpoint(
	{
		summary:
			'Un catálogo de la institución, el calendario de días inhábiles (calendar) o el aviso de privacidad vigente (privacy-notice). Con q, los primeros elementos que coinciden con lo escrito, sin contar acentos ni mayúsculas',
		who: 'cualquiera',
		open: true,
		query: searchQuery,
		answers: { 200: '{ version, items: [{ key, label, … }] }', 404: 'No hay un catálogo con ese nombre' },
	},
	async ({ event, query: { q } }) => {
		const name = event.params.name ?? '';
		if (q !== undefined && isCatalogueName(name)) return found(name, q);
		const whole = findPublicCatalogue(name);
		if (!whole) throw notFound('No hay un catálogo con ese nombre.');
		return [200, whole];
	},
);

/** The same for everybody and for as long as the process runs: browsers may keep it. */
function found(name: CatalogueName, q: string): Response {
	const items = suggest(lookupIn(name), q).map(({ key, text }) => ({ key, label: text }));
	const headers = { 'cache-control': 'public, max-age=3600' };
	return Response.json({ version: catalogue(name).version, items }, { headers });
}
