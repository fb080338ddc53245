import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, notFound } from '#lib/platform/refusal.ts';
import { courseForm, type CourseDetails } from './course.ts';
import { lockCourse, type CourseRow } from './store.server.ts';
import { course } from './tables.server.ts';

const seenRevision = z.object({ seen: z.coerce.number().int().min(1) });

/**
 * Changes what a published course says of itself. The same form sent twice is one change, and one that changes nothing is none.
 * @param input `seen`, the revision that its author saw, and the fields of {@link courseForm}
 * @throws Refusal invalid · not_found · conflict `stale_course` when another administrator changed it since, `withdrawn`
 */
export async function changeCourse(principal: Principal | null, id: string, input: unknown): Promise<void> {
	const admin = authorize(principal, 'training.manage');
	const { seen } = parse(seenRevision, input);
	await inTransaction(async (tx) => {
		const found = await lockedCourse(tx, id);
		const details = parse(courseForm(today(), found.beginsOn), input);
		if (found.state === 'published' && isSame(found, details) && isOwn(found, admin, seen)) return;
		refuseUnlessOpen(found, seen);
		await tx
			.update(course)
			.set({ ...details, ...savedBy(admin, seen) })
			.where(eq(course.id, id));
		await record(tx, actor(admin, 'training.manage'), {
			action: 'course.change',
			subject: id,
			details: { ...details, revision: seen + 1 },
		});
	});
}

/**
 * Withdraws a course for good: nobody but the administrators sees it any more. The same form sent twice is one withdrawal.
 * @param input `seen`, the revision that its author saw
 * @throws Refusal not_found · conflict `stale_course`, `withdrawn`
 */
export async function withdrawCourse(principal: Principal | null, id: string, input: unknown): Promise<void> {
	const admin = authorize(principal, 'training.manage');
	const { seen } = parse(seenRevision, input);
	await inTransaction(async (tx) => {
		const found = await lockedCourse(tx, id);
		if (found.state === 'withdrawn' && isOwn(found, admin, seen)) return;
		refuseUnlessOpen(found, seen);
		await tx
			.update(course)
			.set({ state: 'withdrawn', ...savedBy(admin, seen) })
			.where(eq(course.id, id));
		await record(tx, actor(admin, 'training.manage'), { action: 'course.withdraw', subject: id });
	});
}

/** There is no such course. */
export function unknownCourse() {
	return notFound('No hay un curso con esa dirección. Búsquelo en la lista.');
}

async function lockedCourse(tx: Transaction, id: string): Promise<CourseRow> {
	const found = isId(id) ? await lockCourse(tx, id) : undefined;
	if (!found) throw unknownCourse();
	return found;
}

function savedBy(admin: Principal, seen: number) {
	return { revision: seen + 1, savedById: admin.accountId, savedByName: admin.name, savedAt: now() };
}

/** Whether the course is as this person left it: what they saw, or one step further by a form that was sent twice. */
function isOwn(found: CourseRow, admin: Principal, seen: number): boolean {
	return found.revision === seen || (found.revision === seen + 1 && found.savedById === admin.accountId);
}

function isSame(found: CourseRow, details: CourseDetails): boolean {
	return (Object.keys(details) as (keyof CourseDetails)[]).every((key) => found[key] === details[key]);
}

function refuseUnlessOpen(found: CourseRow, seen: number): void {
	if (found.state === 'withdrawn')
		throw conflict(
			'withdrawn',
			`${found.savedByName} retiró este curso. Si se va a dar, anúncielo de nuevo.`,
		);
	if (found.revision !== seen)
		throw conflict(
			'stale_course',
			`${found.savedByName} cambió este curso mientras usted lo tenía abierto. Su cambio no se guardó.`,
		);
}
