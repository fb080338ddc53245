import { error, redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** The part of the administrators; each page still asks for its own use case. */
export const load: LayoutServerLoad = ({ locals, url }) => {
	if (!locals.principal) redirect(303, `/entrar?volver=${encodeURIComponent(url.pathname)}`);
	if (!locals.principal.roles.includes('admin')) {
		error(403, 'Esta parte es de quien administra el servicio. Si usted debería tener acceso, pídalo.');
	}
};
