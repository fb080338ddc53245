import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** Whoever helps somebody at the desk has the pages of the desk in place of the person's own home. */
export const load: LayoutServerLoad = ({ locals }) => {
	if (locals.principal?.assists) redirect(303, `/admin/modulo/${locals.principal.profileId}`);
};
