import { z } from 'zod';

/**
 * A case of the queue (contract.md, "queue item"): no name and no CURP, so that a list tells nothing about a person.
 */
export const QueueItem = z.object({
	folio: z.string(),
	submittedAt: z.iso.datetime(),
	dueOn: z.iso.date(),
	/** 0 on the due day, negative after it */
	businessDaysLeft: z.int(),
	/** INEGI code */
	municipality: z.string(),
	/** how many claims it has */
	claims: z.int(),
	/** name of whoever has it in review */
	assignedTo: z.string().nullable(),
	/** whether that is the one who asks */
	mine: z.boolean(),
	state: z.enum(['received', 'in_review']),
	/** it was returned to the person once and is back */
	cameBack: z.boolean(),
	/** another person reads it again, or for the third time because the two differ; null for all others */
	rereading: z.enum(['second', 'third']).nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;
