import { formatMonth } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { courseInWords } from '#lib/training/course-words.ts';
import { listComingCourses } from '#lib/training/read-courses.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }) => {
	const after = url.searchParams.get('despues') ?? undefined;
	const { courses, next } = await listComingCourses({ after });
	const months = Map.groupBy(courses, ({ beginsOn }) => beginsOn.slice(0, 7));
	return {
		months: [...months].map(([month, begun]) => ({
			month,
			title: formatMonth(month),
			courses: begun.map((course) => ({ id: course.id, name: course.name, ...courseInWords(course) })),
		})),
		firstHref: after ? '/cursos' : null,
		nextHref: next ? `/cursos?despues=${next}` : undefined,
	};
});
