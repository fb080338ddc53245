import { institution } from '#lib/institution/load-institution.server.ts';
import type { QueueRules } from './simulation.ts';

/** The institution's own terms and calendar, as the simulation obeys them. */
export function queueRules(): QueueRules {
	const { settings, calendar } = institution();
	const { answer, target, correction, cutOff } = settings.deadlines;
	return { answer, target, correction, cutOff, calendar };
}
