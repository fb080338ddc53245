import {
	addBusinessDays,
	businessDaysBetween,
	dueDate,
	nextBusinessDay,
	receiptDate,
	shiftDueOn,
} from '#lib/institution/calendar.ts';
import { fromEpochDay, toEpochDay } from '#lib/institution/plain-date.ts';
import { DAY_MINUTES } from './arrivals.ts';
import { heap, type Heap } from './heap.ts';
import { doneAt, isOpen, nextOpening, type Shift } from './shift.ts';
import type { SimulatedCase } from './simulated-case.ts';
import type { QueueRules } from './simulation.ts';

/** How the queue went. */
export type QueueOutcome = {
	/** business days that each case took, in the order of the cases; null: not answered */
	daysTaken: (number | null)[];
	/** most cases that waited at once */
	longestQueue: number;
	/** worked by all reviewers */
	busyMinutes: number;
	/** waited by all cases together until somebody took them, nights and days off included */
	waitedMinutes: number;
};

type Work = {
	/** epoch days; 0 until it is received */
	dueOn: number;
	look: number;
	/** who returned it, else -1 */
	preferred: number;
	pausedOn: number;
	/** when it came into the queue */
	queuedAt: number;
};

type Event = { at: number; kind: 'sent' | 'answered' | 'done' | 'opens'; subject: number; reviewer: number };

const MINUTE_MS = 60_000;
const NOBODY = -1;
/** More than any epoch day, so that three of them make one exact number. */
const KEY_DAYS = 200_000;

/** A queue that is being worked on. */
type Running = {
	cases: readonly SimulatedCase[];
	shifts: readonly Shift[];
	lastDay: number;
	works: Work[];
	queue: ReturnType<typeof waitingCases>;
	events: Heap<Event>;
	days: ReturnType<typeof dayArithmetic>;
	/** reviewers without a case in hand, at work or not */
	idle: Set<number>;
	outcome: QueueOutcome;
};

/**
 * Lets reviewers answer cases as the product hands them out: each takes what comes back to them, else what falls due
 * first; what was returned is kept for whoever returned it while more than one business day is left; the clock stands
 * still while the person answers, and goes on by itself when their period is over.
 * @param lastDay epoch day after which nothing happens any more
 */
export function simulateQueue(
	cases: readonly SimulatedCase[],
	shifts: readonly Shift[],
	rules: QueueRules,
	lastDay: number,
): QueueOutcome {
	const running = startOf(cases, shifts, rules, lastDay);
	const end = (lastDay + 1) * DAY_MINUTES;
	const { events } = running;
	for (let event = events.pop(); event && event.at < end; event = events.pop()) {
		const { at, kind, subject, reviewer } = event;
		if (kind === 'opens') open(running, reviewer, at);
		else if (kind === 'done') finish(running, subject, reviewer, at);
		else receive(running, subject, at);
	}
	return running.outcome;
}

function startOf(
	cases: readonly SimulatedCase[],
	shifts: readonly Shift[],
	rules: QueueRules,
	lastDay: number,
): Running {
	const works: Work[] = cases.map(({ dueOn = 0 }) => ({
		dueOn,
		look: 0,
		preferred: NOBODY,
		pausedOn: 0,
		queuedAt: 0,
	}));
	const events = heap<Event>((a, b) => a.at < b.at || (a.at === b.at && a.subject < b.subject));
	for (const [subject, { at }] of cases.entries())
		events.push({ at, kind: 'sent', subject, reviewer: NOBODY });
	const start = cases[0]?.at ?? Infinity;
	for (const [reviewer, shift] of shifts.entries()) {
		const at = nextOpening(shift, start - 1, lastDay);
		events.push({ at, kind: 'opens', subject: NOBODY, reviewer });
	}
	return {
		cases,
		shifts,
		lastDay,
		works,
		queue: waitingCases(works, shifts.length),
		events,
		days: dayArithmetic(rules),
		idle: new Set(shifts.keys()),
		outcome: { daysTaken: cases.map(() => null), longestQueue: 0, busyMinutes: 0, waitedMinutes: 0 },
	};
}

function receive(running: Running, index: number, at: number): void {
	const { works, days, queue, idle, outcome } = running;
	const work = works[index]!;
	if (work.look > 0) work.dueOn = days.resumed(work, at);
	else work.dueOn ||= days.due(at);
	work.queuedAt = at;
	queue.push(index);
	for (const reviewer of idle) take(running, reviewer, at);
	outcome.longestQueue = Math.max(outcome.longestQueue, queue.size());
}

function take({ shifts, queue, days, idle, works, cases, ...rest }: Running, reviewer: number, at: number) {
	const shift = shifts[reviewer]!;
	if (!isOpen(shift, at)) return;
	const index = queue.pop(reviewer, days.reservedAfter(at));
	if (index === undefined) return;
	idle.delete(reviewer);
	const { look, queuedAt } = works[index]!;
	const { minutes } = cases[index]!.looks[look]!;
	rest.outcome.waitedMinutes += at - queuedAt;
	rest.outcome.busyMinutes += minutes;
	rest.events.push({ at: doneAt(shift, at, minutes, rest.lastDay), kind: 'done', subject: index, reviewer });
}

function finish(running: Running, index: number, reviewer: number, at: number): void {
	const { works, cases, days, events, idle, outcome } = running;
	const work = works[index]!;
	const { answeredAfter } = cases[index]!.looks[work.look]!;
	if (answeredAfter === null) outcome.daysTaken[index] = days.taken(work, at);
	else {
		Object.assign(work, { look: work.look + 1, preferred: reviewer, pausedOn: dayOf(at) });
		const back = Math.min(at + answeredAfter, days.periodOver(work.pausedOn));
		events.push({ at: back, kind: 'answered', subject: index, reviewer });
	}
	idle.add(reviewer);
	take(running, reviewer, at);
}

function open(running: Running, reviewer: number, at: number): void {
	const { shifts, lastDay, events, idle } = running;
	const next = nextOpening(shifts[reviewer]!, at, lastDay);
	events.push({ at: next, kind: 'opens', subject: NOBODY, reviewer });
	if (idle.has(reviewer)) take(running, reviewer, at);
}

/** The waiting cases: a heap by due date for each reviewer who gets cases back, and one for the rest. */
function waitingCases(works: readonly Work[], reviewers: number) {
	const earlier = (a: number, b: number) =>
		works[a]!.dueOn < works[b]!.dueOn || (works[a]!.dueOn === works[b]!.dueOn && a < b);
	const shared = heap(earlier);
	const own: Heap<number>[] = Array.from({ length: reviewers }, () => heap(earlier));
	let waiting = 0;
	/** The heap whose first case falls due first, those of others only where that is soon. */
	function firstOf(reservedAfter: number): Heap<number> {
		let best = shared;
		for (const each of own) {
			const [theirs, first] = [each.peek(), best.peek()];
			if (theirs === undefined || works[theirs]!.dueOn > reservedAfter) continue;
			if (first === undefined || earlier(theirs, first)) best = each;
		}
		return best;
	}
	return {
		size: () => waiting,
		push(index: number): void {
			waiting++;
			(own[works[index]!.preferred] ?? shared).push(index);
		},
		pop(reviewer: number, reservedAfter: number): number | undefined {
			const found = own[reviewer]!.pop() ?? firstOf(reservedAfter).pop();
			if (found !== undefined) waiting--;
			return found;
		},
	};
}

/** The rules of the calendar on epoch days and local minutes; each answer is asked of the calendar once. */
function dayArithmetic({ answer, correction, cutOff, calendar }: QueueRules) {
	const lastMinute = Number(cutOff.slice(0, 2)) * 60 + Number(cutOff.slice(3));
	const receivedAt = (at: number) =>
		toEpochDay(receiptDate(new Date(at * MINUTE_MS), calendar, { cutOff, timeZone: 'UTC' }));
	const receivedInTime = remembered((day) => receivedAt(day * DAY_MINUTES));
	const receivedLate = remembered((day) => receivedAt((day + 1) * DAY_MINUTES - 1));
	const received = (at: number) =>
		at % DAY_MINUTES <= lastMinute ? receivedInTime(dayOf(at)) : receivedLate(dayOf(at));
	const due = remembered((day) => toEpochDay(dueDate(fromEpochDay(day), answer, calendar)));
	const correctBy = remembered((day) => toEpochDay(addBusinessDays(fromEpochDay(day), correction, calendar)));
	const next = remembered((day) => toEpochDay(nextBusinessDay(fromEpochDay(day), calendar)));
	const left = remembered((day, dueOn) =>
		businessDaysBetween(fromEpochDay(day), fromEpochDay(dueOn), calendar),
	);
	const shifted = remembered((dueOn, from, to) =>
		toEpochDay(shiftDueOn(fromEpochDay(dueOn), fromEpochDay(from), fromEpochDay(to), calendar)),
	);
	return {
		due: (at: number) => due(received(at)),
		reservedAfter: (at: number) => next(dayOf(at)),
		/** the first minute after the last day to answer */
		periodOver: (pausedOn: number) => (correctBy(pausedOn) + 1) * DAY_MINUTES,
		resumed({ dueOn, pausedOn }: Work, at: number): number {
			const last = correctBy(pausedOn);
			const resumedOn = dayOf(at) > last ? last : received(at);
			return resumedOn < pausedOn ? dueOn : shifted(dueOn, pausedOn, resumedOn);
		},
		/** business days from receipt to decision, pauses left out: what is missing of the term, or beyond it */
		taken: ({ dueOn }: Work, at: number) => Math.max(0, answer - left(dayOf(at), dueOn)),
	};
}

function dayOf(at: number): number {
	return Math.floor(at / DAY_MINUTES);
}

/** Asks once for each combination of epoch days. */
function remembered(ask: (...days: number[]) => number): (...days: number[]) => number {
	const known = new Map<number, number>();
	return (...days) => {
		const key = days.reduce((joined, day) => joined * KEY_DAYS + day, 0);
		let found = known.get(key);
		if (found === undefined) known.set(key, (found = ask(...days)));
		return found;
	};
}
