import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict } from '#lib/platform/refusal.ts';
import { courseForm } from './course.ts';
import { findCourse } from './store.server.ts';
import { course } from './tables.server.ts';

const formId = z.object({ id: z.uuid() });

/**
 * Announces a course: from now on everybody sees it until it begins. The same form sent twice announces one.
 * @param input `id` made for the form and the fields of {@link courseForm}
 * @returns its id
 * @throws Refusal invalid · conflict `taken` when the id is that of another person's course
 */
export async function announceCourse(principal: Principal | null, input: unknown): Promise<string> {
	const admin = authorize(principal, 'training.manage');
	const { id } = parse(formId, input);
	const details = parse(courseForm(today()), input);
	await inTransaction(async (tx) => {
		const [by, name, at] = [admin.accountId, admin.name, now()];
		const made = await tx
			.insert(course)
			.values({
				id,
				...details,
				state: 'published',
				revision: 1,
				...{ announcedById: by, announcedByName: name, announcedAt: at },
				...{ savedById: by, savedByName: name, savedAt: at },
			})
			.onConflictDoNothing()
			.returning({ id: course.id });
		if (made.length === 0) {
			if ((await findCourse(tx, id))?.announcedById === by) return;
			throw conflict('taken', 'Este formulario ya se usó. Ábralo de nuevo y vuelva a escribir el curso.');
		}
		await record(tx, actor(admin, 'training.manage'), {
			action: 'course.announce',
			subject: id,
			details: { ...details },
		});
	});
	return id;
}
