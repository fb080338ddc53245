import type { Actor, Channel } from '#lib/audit/audit.ts';

/** Whoever knocks without being signed in: what limits and audit need to know of them. */
export type Visitor = {
	/** network address, for limits; never stored in clear */
	address: string;
	channel: Channel;
	/** browser in words, kept with the session that may be opened */
	client: string;
};

/** How the audit names somebody unknown. */
export function unknownActor(visitor: Visitor): Actor {
	return { accountId: null, role: 'public', channel: visitor.channel };
}

/** How the audit names the owner of an account who proved to be that by password or link. */
export function ownerActor(owner: { id: string; roles: string[] }, visitor: Visitor): Actor {
	return { accountId: owner.id, role: owner.roles[0] ?? 'none', channel: visitor.channel };
}
