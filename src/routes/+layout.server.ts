import { institution } from '#lib/institution/load-institution.server.ts';
import type { LayoutServerLoad } from './$types';

/** What every page shows of the institution, and of whoever is signed in. */
export const load: LayoutServerLoad = ({ locals }) => {
	const { settings, logo } = institution();
	const { name, shortName, service, operatingUnit, address, contact, website } = settings;
	return {
		institution: {
			name,
			shortName,
			service,
			operatingUnit,
			address,
			contact,
			website,
			logoAlt: logo?.alt ?? '',
		},
		viewer: locals.viewer ?? null,
	};
};
