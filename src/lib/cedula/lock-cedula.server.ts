import { and, eq, inArray, sql } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import { preparedStatement, type Reader } from '#lib/platform/database.server.ts';
import { OPEN_STATES, type SubmissionState } from './submission.ts';
import { submission } from './tables.server.ts';

/** The open submission of a person, with what decides what they may edit. */
export type OpenSubmissionRow = { id: string; state: SubmissionState; identityObserved: boolean };

/**
 * Makes all changes of one cédula go one after the other: waits for whoever is changing it, then reads the open submission.
 * Two statements on purpose: the second sees what the one waited for has written.
 */
export async function lockCedula(reader: Reader, profileId: string): Promise<OpenSubmissionRow | null> {
	await lockedProfile(reader).execute({ profileId });
	return findOpenSubmission(reader, profileId);
}

/** The submission that is on its way, if there is one; a person has at most one. */
export async function findOpenSubmission(
	reader: Reader,
	profileId: string,
): Promise<OpenSubmissionRow | null> {
	const [open] = await openSubmission(reader).execute({ profileId });
	if (!open) return null;
	return {
		id: open.id,
		state: open.state as SubmissionState,
		identityObserved: open.identityRemark !== null,
	};
}

const lockedProfile = preparedStatement((reader) =>
	reader
		.select({ id: profile.id })
		.from(profile)
		.where(eq(profile.id, sql.placeholder('profileId')))
		.for('no key update')
		.prepare('locked_profile'),
);

const openSubmission = preparedStatement((reader) =>
	reader
		.select({ id: submission.id, state: submission.state, identityRemark: submission.identityRemark })
		.from(submission)
		.where(
			and(
				eq(submission.profileId, sql.placeholder('profileId')),
				inArray(submission.state, [...OPEN_STATES]),
			),
		)
		.prepare('open_submission'),
);
