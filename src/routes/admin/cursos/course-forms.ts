import { joinDate, type FormFailure, type FormValues } from '#lib/platform/forms.ts';
import type { CourseDetails } from '#lib/training/course.ts';

/** Names of the fields, for problems that do not name theirs. */
export const COURSE_LABELS = {
	name: 'Nombre',
	type: 'Qué es',
	theme: 'Tema',
	institution: 'Quién lo imparte',
	hours: 'Duración en horas',
	beginsOn: 'Primer día',
	endsOn: 'Último día',
	mode: 'Cómo se toma',
	place: 'Lugar',
	registration: 'Cómo inscribirse',
};

/** A course as its form shows it; without days when it is the pattern of another one. */
export function valuesOf(course: CourseDetails, { withDays }: { withDays: boolean }): FormValues {
	const { name, type, theme, institution, hours, place, registration, beginsOn, endsOn } = course;
	const mode = place === null ? 'distance' : 'place';
	const days: FormValues = withDays ? { beginsOn, endsOn } : {};
	return {
		name,
		type,
		theme,
		institution,
		hours: String(hours),
		mode,
		place: place ?? '',
		registration,
		...days,
	};
}

/** What a form of a course sends, with its days joined. */
export function joinedDays(values: FormValues): FormValues {
	return { ...values, beginsOn: joinDate(values, 'beginsOn'), endsOn: joinDate(values, 'endsOn') };
}

/** What a form shows: what was typed when it was refused, else what it began with. */
export function shownValues(form: FormFailure | null, first: FormValues): FormValues {
	return form ? joinedDays(form.values) : first;
}
