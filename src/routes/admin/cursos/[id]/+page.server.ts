import { redirect } from '@sveltejs/kit';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatInstant } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import { changeCourse, withdrawCourse } from '#lib/training/change-course.server.ts';
import { courseInWords } from '#lib/training/course-words.ts';
import { readCourse } from '#lib/training/read-courses.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { joinedDays, valuesOf } from '../course-forms.ts';

export const load: PageServerLoad = page(async ({ locals, params }) => {
	const course = await readCourse(locals.principal, params.id);
	const { id, name, state, revision, announcedByName, announcedAt, savedByName, savedAt } = course;
	const when = (at: Date) => formatInstant(at, institution().settings.timeZone);
	const announced = `Anunciado por ${announcedByName}, ${when(announcedAt)}.`;
	const last = state === 'withdrawn' ? 'Retirado por' : 'Último cambio:';
	return {
		...{ id, name, revision },
		withdrawn: state === 'withdrawn',
		words: courseInWords(course),
		values: valuesOf(course, { withDays: true }),
		history: revision === 1 ? announced : `${announced} ${last} ${savedByName}, ${when(savedAt)}.`,
	};
});

export const actions: Actions = {
	guardar: formAction(async ({ locals, params }, values) => {
		await changeCourse(locals.principal, params.id, joinedDays(values));
		redirect(303, '/admin/cursos?aviso=cambiado');
	}),
	retirar: formAction(async ({ locals, params }, values) => {
		await withdrawCourse(locals.principal, params.id, values);
		redirect(303, '/admin/cursos?aviso=retirado');
	}),
};
