import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { actor, asThemselves, authorize, type Principal } from '#lib/access/access.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import { record } from '#lib/audit/record.server.ts';
import type { SubmissionState } from '#lib/cedula/submission.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notAtDesk } from './assist-person.server.ts';

/** Somebody who was helped at the desk and has no account yet. */
export type AtDesk = {
	profileId: string;
	name: string;
	/** when the desk saw the person last */
	deskAt: Date;
	/** how the cédula stands; null while it was never sent */
	cedula: { folio: string; state: SubmissionState } | null;
};

/** People that are listed, those seen last first. */
const LISTED = 50;

/** Who was helped at the desk and has no account yet; each look is recorded. @throws Refusal not_allowed */
export async function readDesk(principal: Principal | null): Promise<AtDesk[]> {
	const helper = authorize(asThemselves(principal), 'desk.help');
	const people = await db()
		.select({ profile })
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.where(and(isNotNull(profile.deskAt), isNull(account.id)))
		.orderBy(desc(profile.deskAt))
		.limit(LISTED);
	if (people.length > 0) await record(db(), actor(helper, 'desk.help'), { action: 'desk.list' });
	return withCedulas(people.map((row) => row.profile));
}

/** One of them. @throws Refusal not_allowed or not_found */
export async function readPersonAtDesk(principal: Principal | null, profileId: string): Promise<AtDesk> {
	authorize(asThemselves(principal), 'desk.help');
	if (!isId(profileId)) throw notAtDesk();
	const people = await db()
		.select({ profile })
		.from(profile)
		.leftJoin(account, eq(account.profileId, profile.id))
		.where(and(eq(profile.id, profileId), isNotNull(profile.deskAt), isNull(account.id)));
	const [person] = await withCedulas(people.map((row) => row.profile));
	if (!person) throw notAtDesk();
	return person;
}

async function withCedulas(people: (typeof profile.$inferSelect)[]): Promise<AtDesk[]> {
	const ids = people.map(({ id }) => id);
	const sent = await db()
		.selectDistinctOn([submission.profileId], {
			profileId: submission.profileId,
			folio: submission.folio,
			state: submission.state,
		})
		.from(submission)
		.where(inArray(submission.profileId, ids))
		.orderBy(submission.profileId, desc(submission.submittedAt));
	return people.map(({ id, givenNames, firstSurname, secondSurname, deskAt }) => {
		const last = sent.find(({ profileId }) => profileId === id);
		return {
			profileId: id,
			name: [givenNames, firstSurname, secondSurname].filter(Boolean).join(' '),
			deskAt: deskAt!,
			cedula: last ? { folio: last.folio, state: last.state as SubmissionState } : null,
		};
	});
}
