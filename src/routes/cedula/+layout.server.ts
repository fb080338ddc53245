import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** Whoever comes to `/cedula` without an account begins with the registration. */
export const load: LayoutServerLoad = ({ locals, url }) => {
	if (!locals.principal && url.pathname === '/cedula') redirect(303, '/cedula/registro');
};
