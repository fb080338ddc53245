import type { Transaction } from './database.server.ts';
import { defineJob, type Job } from './jobs.server.ts';

/** What has happened, by name, with the ids needed to read the truth again. Never personal data. */
export type EventFacts = {
	'account-registered': { accountId: string };
	'email-changed': { accountId: string; requestId: string };
	'password-recovery-asked': { accountId: string; requestId: string };
	'password-changed': { accountId: string; requestId: string };
	'people-invited': { invitationIds: string[]; requestId: string };
	'profile-taken': { profileId: string };
	'desk-assisted': { profileId: string; accountId: string };
	'staff-invited': { accountId: string; requestId: string };
	'cedula-submitted': { profileId: string; submissionId: string };
	'observations-answered': { profileId: string; submissionId: string };
	'submission-returned': { profileId: string; submissionId: string };
	'submission-withdrawn': { profileId: string; submissionId: string };
	'correction-period-over': { profileId: string; submissionId: string };
	'rating-issued': { profileId: string; submissionId: string; ratingId: string };
	/** of a batch of a rerating, those whose stars, in tenths, are others than before */
	'people-rerated': { changes: { profileId: string; before: number | null; after: number | null }[] };
	'rerating-ended': { reratingId: string };
	/** of a batch of people, those who are told that passing time would lower their rating; the day is 'YYYY-MM-DD' */
	'lowerings-announced': { announcedOn: string; announced: { profileId: string; ratingId: string }[] };
	'calendar-changed': { version: number };
	/**
	 * of a change of the calendar, those whose due date, or whose last day to answer observations, moved to a later day; a
	 * change may tell it in several parts
	 */
	'due-dates-moved': {
		calendarVersion: number;
		moves: { profileId: string; submissionId: string; dueOn?: string; correctBy?: string }[];
	};
	/** of a change of the calendar, those whose last day to ask for an appeal moved to a later day */
	'ask-dates-moved': {
		calendarVersion: number;
		moves: { profileId: string; ratingId: string; askBy: string }[];
	};
	'appeal-due-date-moved': {
		calendarVersion: number;
		profileId: string;
		appealId: string;
		dueOn: string;
	};
	'appeal-asked': { profileId: string; appealId: string };
	'appeal-answered': { profileId: string; appealId: string };
	/** by the institution; a person who takes back their own needs no word */
	'certificate-revoked': { profileId: string; certificateId: string };
	/** `number`: of the step that the panel took */
	'panel-moved': { panelId: string; number: number };
	/** people who were invited while a round is open; `number`: of the step that opened it */
	'panel-joined': { panelId: string; number: number; accountIds: string[] };
	'consent-changed': { profileId: string; purpose: string };
	'profile-changed': { profileId: string };
};
export type EventName = keyof EventFacts;

type Projector<Name extends EventName> = (tx: Transaction, facts: EventFacts[Name]) => Promise<void>;

const projectors = new Map<EventName, Projector<never>[]>();
const subscribers = new Map<EventName, Job<object>[]>();

/** Runs `project` inside the transaction of every such event: what it writes is never behind. */
export function projectOn<Name extends EventName>(name: Name, project: Projector<Name>): void {
	projectors.set(name, [...(projectors.get(name) ?? []), project as Projector<never>]);
}

/** Runs `react` in a worker after every such event was committed; at least once, so it must be idempotent. */
export function reactTo<Name extends EventName>(
	name: Name,
	reaction: string,
	react: (facts: EventFacts[Name]) => Promise<void>,
): void {
	const job = defineJob<EventFacts[Name]>({ name: `on-${name}-${reaction}`, run: react });
	subscribers.set(name, [...(subscribers.get(name) ?? []), job as unknown as Job<object>]);
}

/** Tells that something happened, in the transaction in which it does. */
export async function emit<Name extends EventName>(
	tx: Transaction,
	name: Name,
	facts: EventFacts[Name],
): Promise<void> {
	for (const project of projectors.get(name) ?? []) await project(tx, facts as never);
	for (const job of subscribers.get(name) ?? []) await job.enqueue(tx, facts);
}
