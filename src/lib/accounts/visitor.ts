import type { Channel } from '#lib/audit/audit.ts';

/** Whoever knocks without being signed in: what limits and audit need to know of them. */
export type Visitor = {
	/** network address, for limits; never stored in clear */
	address: string;
	channel: Channel;
	/** browser in words, kept with the session that may be opened */
	client: string;
};
