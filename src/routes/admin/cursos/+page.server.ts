import { page } from '#lib/platform/http/page.server.ts';
import { courseInWords } from '#lib/training/course-words.ts';
import { listCourses } from '#lib/training/read-courses.server.ts';
import type { PageServerLoad } from './$types';

const NEWS: Record<string, string> = {
	anunciado: 'El curso ya está anunciado: lo ve cualquiera en «Cursos y conferencias».',
	cambiado: 'El cambio ya se ve en «Cursos y conferencias».',
	retirado: 'El curso ya no se anuncia.',
};

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const past = url.searchParams.get('lista') === 'pasados';
	const after = url.searchParams.get('despues') ?? undefined;
	const { courses, next } = await listCourses(locals.principal, { past, after });
	return {
		past,
		courses: courses.map((course) => {
			const { kind, when, hours, place } = courseInWords(course);
			const withdrawn = course.state === 'withdrawn';
			return { id: course.id, name: course.name, withdrawn, kind, hours, when, place };
		}),
		firstHref: after ? `/admin/cursos${past ? '?lista=pasados' : ''}` : null,
		nextHref: next ? `/admin/cursos?${past ? 'lista=pasados&' : ''}despues=${next}` : undefined,
		news: NEWS[url.searchParams.get('aviso') ?? ''] ?? null,
	};
});
