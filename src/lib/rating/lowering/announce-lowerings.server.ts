import { setImmediate as breathe } from 'node:timers/promises';
import type { Actor } from '#lib/audit/audit.ts';
import { record } from '#lib/audit/record.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { addDays, type PlainDate } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { inTransaction, type Reader } from '#lib/platform/database.server.ts';
import { emit } from '#lib/platform/events.server.ts';
import { defineJob, definePeriodic } from '#lib/platform/jobs.server.ts';
import { NOBODY, ratedAfter, type RatedPerson } from '../rated-people.server.ts';
import { loweringBy, NOTICE_DAYS } from './lowering.ts';
import { rulesOf } from './rules.server.ts';
import {
	findNewestCheck,
	insertAnnounced,
	insertCheck,
	lockCheck,
	updateCheck,
	type AnnouncedRow,
} from './store.server.ts';

const SYSTEM: Actor = { accountId: null, role: 'system', channel: 'system' };
const EVERY_SECONDS = 3600;
const DAYS_BETWEEN_CHECKS = 7;
const BATCH = 500;
const LONGEST_SECONDS = 3600;

const checkJob = defineJob<{ checkedOn: PlainDate }>({
	name: 'check-lowerings',
	run: ({ checkedOn }) => announceLowerings(checkedOn),
	expireInSeconds: LONGEST_SECONDS,
	slow: true,
});

definePeriodic({ name: 'check-lowerings', everySeconds: EVERY_SECONDS, run: checkWhenDue });

/** Once a week everybody who is rated is walked through; a walk that was cut short goes on. */
async function checkWhenDue(): Promise<void> {
	await inTransaction(async (tx) => {
		const newest = await findNewestCheck(tx);
		const fresh = newest && today() < addDays(newest.checkedOn, DAYS_BETWEEN_CHECKS);
		if (fresh && newest.finishedAt) return;
		const checkedOn = fresh ? newest.checkedOn : today();
		await insertCheck(tx, checkedOn);
		await checkJob.enqueue(tx, { checkedOn });
	});
}

/**
 * Tells everybody whose rating the coming days would lower, each rating once, 60 days ahead. It lowers nothing: that takes a
 * decision (decision 33). Several processes may do so at once: they take the batches in turn.
 */
async function announceLowerings(checkedOn: PlainDate): Promise<void> {
	while (await announceBatch(checkedOn)) await breathe();
}

/** @returns whether there is more to do */
function announceBatch(checkedOn: PlainDate): Promise<boolean> {
	return inTransaction(async (tx) => {
		const check = await lockCheck(tx, checkedOn);
		if (!check || check.finishedAt) return false;
		const { timeZone } = institution().settings;
		const asked = { as: 'now', proofs: false, timeZone } as const;
		const people = await ratedAfter(tx, check.lastProfileId ?? NOBODY, BATCH, asked);
		const last = people.at(-1);
		if (!last) {
			await updateCheck(tx, checkedOn, { finishedAt: now() });
			return false;
		}
		const announced = await insertAnnounced(tx, await loweringsAmong(tx, people));
		if (announced.length > 0) {
			await emit(tx, 'lowerings-announced', { announcedOn: today(), announced });
			await record(tx, SYSTEM, {
				action: 'rating.announce-lowerings',
				subject: checkedOn,
				details: { ratings: announced.map(({ ratingId }) => ratingId) },
			});
		}
		await updateCheck(tx, checkedOn, {
			done: check.done + people.length,
			announced: check.announced + announced.length,
			lastProfileId: last.profileId,
		});
		return true;
	});
}

async function loweringsAmong(reader: Reader, people: readonly RatedPerson[]): Promise<AnnouncedRow[]> {
	const announcedOn = today();
	const takesEffectOn = addDays(announcedOn, NOTICE_DAYS);
	const rules = rulesOf(reader);
	const rows: AnnouncedRow[] = [];
	for (const person of people) {
		const lowering = loweringBy(takesEffectOn, person, await rules(person.model));
		const { profileId, ratingId } = person;
		if (lowering) rows.push({ profileId, ratingId, announcedOn, takesEffectOn, endedOn: null, ...lowering });
	}
	return rows;
}
