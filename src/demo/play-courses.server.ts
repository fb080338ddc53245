import { v7 } from 'uuid';
import type { Principal } from '#lib/access/access.ts';
import { isBusinessDay, type BusinessCalendar } from '#lib/institution/calendar.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addDays, localDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { announceCourse } from '#lib/training/announce-course.server.ts';
import { withdrawCourse } from '#lib/training/change-course.server.ts';
import { COURSES, type PlannedCourse } from './course-plan.ts';
import { businessDaysBefore, instantAt } from './dates.ts';
import { at, pass } from './demo-time.server.ts';
import { random } from './random.ts';

type Run = { present: Date; admin: Principal };

/** Announces the agenda of courses as if over the last weeks; what was announced before a cut is passed over. */
export async function playCourses({ present, admin }: Run): Promise<void> {
	const { settings, calendar } = institution();
	const today = localDate(present, settings.timeZone);
	for (const planned of COURSES) {
		const day = businessDaysBefore(today, planned.announced, calendar);
		await at(instantAt(day, '12:10', settings.timeZone), async () => {
			const id = v7({ msecs: present.getTime(), random: random(planned.fields.name!).bytes() });
			await announceCourse(admin, { id, ...planned.fields, ...daysOf(planned, today, calendar) });
			pass(45);
			if (planned.withdrawn) await withdrawCourse(admin, id, { seen: 1 });
		});
	}
}

/** The first business days from those of the plan on. */
function daysOf({ begins, lasts }: PlannedCourse, today: PlainDate, calendar: BusinessCalendar) {
	const beginsOn = businessDayFrom(addDays(today, begins), calendar);
	return { beginsOn, endsOn: businessDayFrom(addDays(beginsOn, lasts), calendar) };
}

function businessDayFrom(date: PlainDate, calendar: BusinessCalendar): PlainDate {
	return isBusinessDay(date, calendar) ? date : businessDayFrom(addDays(date, 1), calendar);
}
