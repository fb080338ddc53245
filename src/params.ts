import { defineParams } from '@sveltejs/kit/params';
import { kindOfSlug, sectionOfSlug } from '#lib/cedula/paths.ts';

/** Parts of addresses that name something of the cédula; any other text there is no page. */
export const params = defineParams({
	cedulaSection: (slug) => (sectionOfSlug(slug) ? slug : undefined),
	claimKind: (slug) => (kindOfSlug(slug) ? slug : undefined),
});
