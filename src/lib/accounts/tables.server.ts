import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';

/** The root of everything about a person (rules.md, "Who is who"). The CURP lies encrypted; its keyed hash finds it. */
export const profile = pgTable(
	'profile',
	{
		id: id(),
		/** null once the claim on the CURP has lapsed */
		curpHash: bytea(),
		curpSealed: bytea().notNull(),
		/** keyed hash of name and birth date, finds likely duplicates; null until it is filled in */
		identityHash: bytea(),
		givenNames: text().notNull(),
		firstSurname: text().notNull(),
		secondSurname: text(),
		createdAt: instant().notNull(),
		/** since when the CURP is held: the first submission or validation */
		heldAt: instant(),
		/** since when a desk that saw the person's identification vouches for the CURP; until an account takes it over it is entered there */
		deskAt: instant(),
	},
	(t) => [
		uniqueIndex('profile_curp_hash').on(t.curpHash),
		index('profile_identity').on(t.identityHash),
		index('profile_desk')
			.on(t.deskAt)
			.where(sql`${t.deskAt} is not null`),
	],
);

/** A way to sign in. A servant's account has a profile; staff have none. */
export const account = pgTable(
	'account',
	{
		id: id(),
		profileId: uuid().references(() => profile.id),
		/** null only for people who took over what a desk began and have none */
		email: text(),
		emailConfirmedAt: instant(),
		/** asked for in place of a confirmed one; takes its place when it is confirmed itself */
		newEmail: text(),
		passwordHash: text(),
		/** how staff are called on what they sign; servants are called by their profile */
		name: text(),
		roles: text().array().notNull(),
		/** staff who review get a message on business mornings; they may switch it off */
		digest: boolean().notNull().default(true),
		createdAt: instant().notNull(),
		disabledAt: instant(),
	},
	(t) => [
		uniqueIndex('account_profile').on(t.profileId),
		uniqueIndex('account_confirmed_email')
			.on(sql`lower(${t.email})`)
			.where(sql`${t.emailConfirmedAt} is not null and ${t.disabledAt} is null`),
		index('account_email').on(sql`lower(${t.email})`),
		index('account_unconfirmed')
			.on(t.createdAt)
			.where(sql`${t.emailConfirmedAt} is null`),
	],
);

/** A signed-in browser or client; only the hash of its token is kept. */
export const session = pgTable(
	'session',
	{
		id: id(),
		tokenHash: bytea().notNull(),
		accountId: uuid()
			.notNull()
			.references(() => account.id),
		createdAt: instant().notNull(),
		lastSeenAt: instant().notNull(),
		expiresAt: instant().notNull(),
		/** what the browser called itself, in words, for the person to tell sessions apart */
		client: text().notNull(),
		/** the person whom an administrator helps at the desk in this session: until then it acts for that person only */
		assistsProfileId: uuid().references(() => profile.id),
		assistsUntil: instant(),
	},
	(t) => [uniqueIndex('session_token').on(t.tokenHash), index('session_account').on(t.accountId)],
);

/** A person on a list who was asked by e-mail to take over the profile that the list made; one open at a time. */
export const invitation = pgTable(
	'invitation',
	{
		id: id(),
		profileId: uuid()
			.notNull()
			.references(() => profile.id),
		email: text().notNull(),
		/** INEGI code of the municipality on the list */
		municipality: text(),
		createdAt: instant().notNull(),
		/** the profile was taken over, or another address took the place of this one */
		closedAt: instant(),
	},
	(t) => [
		uniqueIndex('invitation_open')
			.on(t.profileId)
			.where(sql`${t.closedAt} is null`),
		index('invitation_email').on(sql`lower(${t.email})`),
	],
);

/** A one-time link: confirmation of an e-mail, recovery of a password, invitation, first administrator, taking over a profile. */
export const accountLink = pgTable(
	'account_link',
	{
		id: id(),
		kind: text().notNull(),
		tokenHash: bytea().notNull(),
		accountId: uuid().references(() => account.id),
		data: jsonb().$type<Record<string, string>>().notNull(),
		createdAt: instant().notNull(),
		expiresAt: instant().notNull(),
		usedAt: instant(),
	},
	(t) => [
		uniqueIndex('account_link_token').on(t.tokenHash),
		index('account_link_account').on(t.accountId, t.kind),
	],
);

/** A key with which a program acts as its owner, within one scope. */
export const apiKey = pgTable(
	'api_key',
	{
		id: id(),
		accountId: uuid()
			.notNull()
			.references(() => account.id),
		scope: text().notNull(),
		secretHash: bytea().notNull(),
		createdAt: instant().notNull(),
		expiresAt: instant().notNull(),
		revokedAt: instant(),
		lastUsedAt: instant(),
	},
	(t) => [uniqueIndex('api_key_secret').on(t.secretHash), index('api_key_account').on(t.accountId)],
);
