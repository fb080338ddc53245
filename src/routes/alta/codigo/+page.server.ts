import { redirect } from '@sveltejs/kit';
import { useDeskCode } from '#lib/desk/use-code.server.ts';
import { formAction } from '#lib/platform/http/page.server.ts';
import { visitorOf } from '../../session-cookie.server.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: formAction(async (event, values) => {
		redirect(303, await useDeskCode(visitorOf(event), values));
	}),
};
