import { findPublicCatalogue } from '#lib/institution/catalogues.server.ts';
import { endpoint } from '#lib/platform/http/endpoint.server.ts';
import { notFound } from '#lib/platform/refusal.ts';

export const GET = endpoint(
	{
		summary: 'Un catálogo de la institución, o el aviso de privacidad vigente (privacy-notice)',
		who: 'cualquiera',
		open: true,
		answers: { 200: '{ version, items: [{ key, label, … }] }', 404: 'No hay un catálogo con ese nombre' },
	},
	async ({ event }) => {
		const found = findPublicCatalogue(event.params.name ?? '');
		if (!found) throw notFound('No hay un catálogo con ese nombre.');
		return [200, found];
	},
);
