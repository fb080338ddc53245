import type { Principal } from '#lib/access/access.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { newId } from '#lib/platform/ids.ts';
import { announceCourse } from '#lib/training/announce-course.server.ts';

/** The form of a course of finance of 40 hours, in person, that begins in 30 days and lasts five. */
export function courseFields(changes: Record<string, string> = {}): Record<string, string> {
	const beginsOn = changes.beginsOn ?? addDays(today(), 30);
	return {
		name: 'Presupuesto basado en resultados',
		type: 'COURSE',
		theme: 'FINANCE',
		institution: 'Instituto Hacendario del Estado de México',
		hours: '40',
		beginsOn,
		endsOn: addDays(beginsOn, 4),
		mode: 'place',
		place: 'Aula 2 del Instituto, Toluca',
		registration: 'https://instituto.example/cursos',
		...changes,
	};
}

/** An announced course. @returns its id */
export function aCourseAnnounced(admin: Principal, changes: Record<string, string> = {}): Promise<string> {
	return announceCourse(admin, { id: newId(), ...courseFields(changes) });
}
