import { sql } from 'drizzle-orm';
import {
	check,
	index,
	integer,
	jsonb,
	pgTable,
	smallint,
	text,
	uniqueIndex,
	uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id, instant } from '#lib/platform/columns.server.ts';
import { keySchema } from '#lib/platform/tables.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import type { Shown } from './certificate.ts';
import type { PublicJwk } from './did.ts';

/**
 * The keys with which the institution signs credentials, the present one and those from before. A public part is kept for
 * good, so that what was signed with it can still be verified; the private part goes when another key takes its place.
 */
export const credentialKey = keySchema.table(
	'credential_key',
	{
		/** 1, 2, 3…: of two processes that make the next one, one is refused */
		number: smallint().primaryKey(),
		/** thumbprint of the public part (RFC 7638), the fragment by which credentials name it */
		thumbprint: text().notNull(),
		publicJwk: jsonb().$type<PublicJwk>().notNull(),
		/** PKCS #8, encrypted with a key derived from the secret of the installation; null once retired */
		sealedPrivate: bytea(),
		createdAt: instant().notNull(),
		retiredAt: instant(),
	},
	(t) => [
		uniqueIndex('credential_key_thumbprint').on(t.thumbprint),
		check(
			'credential_key_retired_is_public',
			sql`(${t.retiredAt} is null) = (${t.sealedPrivate} is not null)`,
		),
	],
);

/** A certificate that a person asked for of one of their ratings; the PDF and the credential are two forms of it. */
export const ratingCertificate = pgTable(
	'rating_certificate',
	{
		id: id(),
		profileId: uuid().notNull(),
		ratingId: uuid()
			.notNull()
			.references(() => rating.id),
		/** printed on it, so that others can ask whether it is genuine; tells nothing by itself */
		code: text().notNull(),
		/** how much the person lets others see */
		shows: text().$type<Shown>().notNull(),
		/** its place in the status lists, one bit each */
		statusIndex: integer().generatedAlwaysAsIdentity(),
		issuedAt: instant().notNull(),
		revokedAt: instant(),
		/** person or institution */
		revokedBy: text().$type<'person' | 'institution'>(),
		/** why the institution revoked it, without personal data; null when the person did */
		revocationReason: text(),
	},
	(t) => [
		uniqueIndex('rating_certificate_code').on(t.code),
		uniqueIndex('rating_certificate_status_index').on(t.statusIndex),
		uniqueIndex('rating_certificate_one_in_force')
			.on(t.ratingId)
			.where(sql`${t.revokedAt} is null`),
		index('rating_certificate_profile').on(t.profileId),
		check('rating_certificate_shows_known', sql`${t.shows} in ('stars', 'points', 'post')`),
		check('rating_certificate_revoked_by', sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)`),
	],
);

/** The fingerprint of each PDF of a certificate that was handed out: another file is not one of ours. */
export const certificateFile = pgTable(
	'certificate_file',
	{
		sha256: bytea().primaryKey(),
		certificateId: uuid()
			.notNull()
			.references(() => ratingCertificate.id),
		profileId: uuid().notNull(),
		madeAt: instant().notNull(),
	},
	(t) => [
		index('certificate_file_certificate').on(t.certificateId),
		index('certificate_file_profile').on(t.profileId),
	],
);
