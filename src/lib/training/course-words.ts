import { TRAINING_THEMES } from '#lib/cedula/claims.ts';
import { spanWords } from '#lib/institution/calendar-change.ts';
import { COURSE_TYPES, registrationLink, type CourseDetails } from './course.ts';

/** What pages say of a course: plain words, and `link` where registering is an address of the web. */
export type CourseInWords = {
	kind: string;
	when: string;
	hours: string;
	place: string;
	institution: string;
	registration: string;
	link: string | null;
};

/** A course in plain words. */
export function courseInWords(course: CourseDetails): CourseInWords {
	const { type, theme, hours, beginsOn, endsOn, place, institution, registration } = course;
	return {
		kind:
			theme === 'OTHER'
				? COURSE_TYPES[type]
				: `${COURSE_TYPES[type]} de ${TRAINING_THEMES[theme].toLowerCase()}`,
		when: capital(spanWords(beginsOn, endsOn)),
		hours: hours === 1 ? '1 hora' : `${hours} horas`,
		place: place ?? 'A distancia',
		institution,
		registration,
		link: registrationLink(registration),
	};
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
