import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '#lib/access/access.ts';
import { sitting } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { aPrincipal } from '../../../../tests/support/access.ts';
import {
	aReviewerNamed,
	aSubmission,
	forgetSubmissions,
} from '../../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { giveVerdict } from '../give-verdict.server.ts';
import { handOver } from '../hand-over.server.ts';
import { releaseAbandoned } from '../release-abandoned.server.ts';
import { returnSubmission } from '../return-submission.server.ts';
import { takeCase } from '../take-next.server.ts';
import { readOwnWorkload } from './read-own-workload.server.ts';
import { readWorkload } from './read-workload.server.ts';

useTestDatabase();

const ADMIN = aPrincipal('admin');
/** Wednesday; the calendar of the institution has 2026-11-16 off */
const TODAY = '2026-11-18';
const at = (day: string, time: string) => setClock(() => new Date(`${day}T${time}:00-06:00`));

beforeEach(async () => {
	at(TODAY, '12:00');
	await forgetSubmissions();
	await db().delete(sitting);
});

type Sent = Awaited<ReturnType<typeof aSubmission>>;

/** Has a case in hand from one time to another of a day, and ends with what is done then. */
async function sit(
	who: Principal,
	{ folio }: Sent,
	[day, from, to]: [string, string, string],
	end: () => Promise<unknown>,
): Promise<void> {
	at(day, from);
	await takeCase(who, folio);
	at(day, to);
	await end();
	at(TODAY, '12:00');
}

async function decide(who: Principal, { folio, claimId }: Sent): Promise<void> {
	await giveVerdict(who, claimId, { revision: 1, verdict: 'accepted' });
	await issueRating(who, folio, { identityAttested: true });
}

describe('an installation without cases', () => {
	it('has no shares, no times and nobody at work', async () => {
		const workload = await readWorkload(ADMIN);
		expect(workload).toMatchObject({
			decided: 0,
			withinTarget: null,
			withinAnswer: null,
			open: 0,
			paused: 0,
			perDay: 0,
			attention: { cases: 0, medianMinutes: null, p90Minutes: null },
			reviewers: [],
			outlook: { lines: [], measured: false },
		});
		expect(workload.days).toHaveLength(30);
		expect(workload.days.at(-1)).toEqual({ day: TODAY, received: 0, answered: 0 });
		expect(workload.days.map(({ day }) => day)).not.toContain('2026-11-16');
	});
});

describe('what came and what was answered', () => {
	it('is counted by business day and by the days it took', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const quick = await aSubmission({ receivedOn: '2026-11-17', dueOn: '2026-11-24' });
		const slow = await aSubmission({ receivedOn: '2026-11-10', dueOn: '2026-11-18' });
		const late = await aSubmission({ receivedOn: '2026-11-05', dueOn: '2026-11-12' });
		for (const sent of [quick, slow, late])
			await sit(ana, sent, ['2026-11-18', '10:00', '10:12'], () => decide(ana, sent));
		const workload = await readWorkload(ADMIN);
		expect(workload.days.slice(-2)).toEqual([
			{ day: '2026-11-17', received: 1, answered: 0 },
			{ day: '2026-11-18', received: 0, answered: 3 },
		]);
		expect(workload).toMatchObject({ decided: 3, withinTarget: 1 / 3, withinAnswer: 2 / 3, perDay: 0.3 });
	});

	it('counts a decision of a night as of its day in the institution', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission({ receivedOn: '2026-11-13', dueOn: '2026-11-23' });
		await sit(ana, sent, ['2026-11-17', '21:00', '21:30'], () => decide(ana, sent));
		const { days } = await readWorkload(ADMIN);
		expect(days.find(({ answered }) => answered > 0)?.day).toBe('2026-11-17');
	});
});

describe('what is open', () => {
	it('is counted by due date, what is overdue in one, what waits for its person apart', async () => {
		for (const dueOn of ['2026-11-12', '2026-11-17', '2026-11-18', '2026-11-20'])
			await aSubmission({ dueOn });
		await aSubmission({ state: 'needs_you', dueOn: '2026-11-19' });
		const { open, paused, forecast } = await readWorkload(ADMIN);
		expect({ open, paused, overdue: forecast.overdue, late: forecast.late }).toEqual({
			open: 4,
			paused: 1,
			overdue: 2,
			late: 2,
		});
		expect(forecast.days.map(({ due }) => due)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
	});
});

describe('the time that a case takes', () => {
	it('is that of all its sittings, whoever had them', async () => {
		const [ana, luz] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Luz Mora')];
		const first = await aSubmission();
		await sit(ana, first, ['2026-11-17', '09:00', '09:20'], () => handOver(ana, first.folio));
		await sit(luz, first, ['2026-11-17', '10:00', '10:10'], () => decide(luz, first));
		const second = await aSubmission();
		await sit(ana, second, ['2026-11-17', '11:00', '11:50'], () => decide(ana, second));
		const { attention, reviewers } = await readWorkload(ADMIN);
		expect(attention).toEqual({ cases: 2, medianMinutes: 40, p90Minutes: 48 });
		expect(reviewers).toEqual([
			{ name: 'Ana Lara', decided: 1, returned: 0, givenBack: 1, medianMinutes: 35, hours: 70 / 60 },
			{ name: 'Luz Mora', decided: 1, returned: 0, givenBack: 0, medianMinutes: 10, hours: 1 / 6 },
		]);
	});

	it('ends with the last sign of life where the case was abandoned', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission();
		await sit(ana, sent, ['2026-11-17', '09:00', '09:10'], () =>
			giveVerdict(ana, sent.claimId, { revision: 1, verdict: 'accepted' }),
		);
		at('2026-11-17', '10:00');
		expect(await releaseAbandoned()).toBe(1);
		const [kept] = await db().select().from(sitting);
		expect(kept).toMatchObject({ accountId: ana.accountId, ending: 'release' });
		expect(kept!.endedAt.getTime() - kept!.startedAt.getTime()).toBe(10 * 60_000);
	});

	it('is kept for what was returned too', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission();
		await sit(ana, sent, ['2026-11-17', '09:00', '09:05'], async () => {
			await giveVerdict(ana, sent.claimId, { revision: 1, verdict: 'observed', reason: 'illegible' });
			await returnSubmission(ana, sent.folio);
		});
		const { reviewers, attention } = await readWorkload(ADMIN);
		expect(reviewers).toMatchObject([{ returned: 1, decided: 0, medianMinutes: 5 }]);
		expect(attention.cases).toBe(0);
	});
});

describe('one’s own work', () => {
	it('is what oneself did each day, and how long one had the cases that one decided', async () => {
		const [ana, luz] = [await aReviewerNamed('Ana Lara'), await aReviewerNamed('Luz Mora')];
		const [first, second, third] = [await aSubmission(), await aSubmission(), await aSubmission()];
		await sit(ana, first, ['2026-11-12', '09:00', '09:20'], () => handOver(ana, first.folio));
		await sit(ana, first, ['2026-11-15', '10:00', '10:10'], () => decide(ana, first));
		await sit(luz, second, ['2026-11-17', '08:00', '09:00'], () => handOver(luz, second.folio));
		await sit(ana, second, ['2026-11-17', '11:00', '11:50'], () => decide(ana, second));
		await sit(ana, third, ['2026-11-17', '12:00', '12:06'], async () => {
			await giveVerdict(ana, third.claimId, { revision: 1, verdict: 'observed', reason: 'illegible' });
			await returnSubmission(ana, third.folio);
		});
		const own = await readOwnWorkload(ana);
		expect(own.days.filter(({ minutes }) => minutes > 0)).toEqual([
			{ day: '2026-11-12', decided: 0, returned: 0, minutes: 20 },
			{ day: '2026-11-13', decided: 1, returned: 0, minutes: 10 },
			{ day: '2026-11-17', decided: 1, returned: 1, minutes: 56 },
		]);
		expect(own).toMatchObject({ decided: { cases: 2, medianMinutes: 40 }, waiting: 1 });
		expect(await readOwnWorkload(luz)).toMatchObject({
			decided: { cases: 0, medianMinutes: null },
			waiting: 0,
		});
	});

	it('begins thirty business days ago', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission();
		await sit(ana, sent, ['2026-09-30', '09:00', '09:20'], () => decide(ana, sent));
		const own = await readOwnWorkload(ana);
		expect(own.days).toHaveLength(30);
		expect(own.days.every(({ decided }) => decided === 0)).toBe(true);
		expect(own.decided.cases).toBe(0);
	});
});

describe('the outlook', () => {
	it('simulates the people of today, one more, and twice the cédulas', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission();
		await sit(ana, sent, ['2026-11-17', '09:00', '09:05'], () => decide(ana, sent));
		const { outlook } = await readWorkload(ADMIN);
		expect(outlook.lines.map(({ reviewers, times }) => [reviewers, times])).toEqual([
			[1, 1],
			[2, 1],
			[1, 2],
		]);
		for (const { figures } of outlook.lines) expect(figures.withinAnswer!.mean).toBeGreaterThan(0.5);
		expect(outlook.measured).toBe(false);
	});

	it('takes what was measured in place of what is assumed, once it is enough', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		for (let made = 0; made < 20; made++) {
			const sent = await aSubmission();
			await sit(ana, sent, ['2026-11-17', '09:00', '09:30'], () => decide(ana, sent));
		}
		const { outlook } = await readWorkload(ADMIN);
		expect(outlook).toMatchObject({
			measured: true,
			assumptions: { minutes: 30, minutesAgain: 6, observed: 0, spread: 0 },
		});
	});
});
