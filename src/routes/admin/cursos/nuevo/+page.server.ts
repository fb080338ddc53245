import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { announceCourse } from '#lib/training/announce-course.server.ts';
import { readCourse } from '#lib/training/read-courses.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { joinedDays, valuesOf } from '../course-forms.ts';

/** A new course; `?como=` takes another one as its pattern. */
export const load: PageServerLoad = page(async ({ locals, url }) => {
	const pattern = url.searchParams.get('como');
	const values = pattern
		? valuesOf(await readCourse(locals.principal, pattern), { withDays: false })
		: { institution: institution().settings.name };
	return { newId: newId(), values };
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		await announceCourse(locals.principal, joinedDays(values));
		redirect(303, '/admin/cursos?aviso=anunciado');
	}),
};
