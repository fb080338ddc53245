import { eq } from 'drizzle-orm';
import { noteWarnings } from '#lib/cedula/note-warnings.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { inTransaction } from '#lib/platform/database.server.ts';
import { reactTo } from '#lib/platform/events.server.ts';
import { definePeriodic } from '#lib/platform/jobs.server.ts';
import { log } from '#lib/platform/log.server.ts';
import { getPersonKey } from '#lib/platform/person-keys.server.ts';
import { contentOf } from './case-content.server.ts';
import { caseWarnings } from './case-warnings.ts';
import type { Coincidence } from './coincidence.ts';
import { searchCoincidences } from './find-coincidences.server.ts';
import { FIRST_ID, uncountedCases } from './queue-store.server.ts';

/** Ids are read so many at a time. */
const COUNTED_AT_ONCE = 200;

type Row = typeof submission.$inferSelect;

/**
 * Counts what deserves a second look in a case that has just come in, and again in those that have something in common
 * with it: what one sends may be what another had sent. A case that is opened is counted anew, since days pass.
 */
export async function countWarnings(submissionId: string): Promise<void> {
	const coincidences = await countIn(eq(submission.id, submissionId));
	const others = new Set(coincidences.flatMap(({ others }) => others.map(({ folio }) => folio)));
	for (const folio of others) await countIn(eq(submission.folio, folio));
}

/** @returns what the case has in common with others; nothing for one that nobody waits for any more */
function countIn(which: ReturnType<typeof eq>): Promise<Coincidence[]> {
	return inTransaction(async (tx) => {
		const [found] = await tx.select().from(submission).where(which);
		if (!found || !isOpen(found)) return [];
		const key = await getPersonKey(found.profileId, tx);
		const content = { profileId: found.profileId, ...(await contentOf(tx, found, key)) };
		const coincidences = await searchCoincidences(tx, content);
		const subject = { ...content.person, names: content.person, claims: content.claims, coincidences };
		await noteWarnings(tx, found.id, caseWarnings(subject, today()).length);
		return coincidences;
	});
}

function isOpen({ state }: Row): boolean {
	return state === 'received' || state === 'in_review';
}

/**
 * Counts what nobody has counted yet: cases that were open before there was such a count, or whose count was cut short. A
 * case that cannot be read is told in the log and tried again the next time.
 */
export async function countUncounted(): Promise<void> {
	for (let after = FIRST_ID; ;) {
		const batch = await uncountedCases(after, COUNTED_AT_ONCE);
		for (const { id } of batch) {
			await countIn(eq(submission.id, id)).catch((error: unknown) =>
				log.error({ err: error, submission: id }, 'the warnings of a case cannot be counted'),
			);
		}
		const last = batch.at(-1);
		if (!last) return;
		after = last.id;
	}
}

reactTo('cedula-submitted', 'warnings', ({ submissionId }) => countWarnings(submissionId));
reactTo('observations-answered', 'warnings', ({ submissionId }) => countWarnings(submissionId));
definePeriodic({ name: 'count-warnings', everySeconds: 600, run: countUncounted });
