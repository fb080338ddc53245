import { and, desc, eq, inArray, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { ConsentPurpose } from '#lib/institution/documents.ts';
import type { Reader } from '#lib/platform/database.server.ts';
import { noConsents, type Consents } from './privacy.ts';
import { consent } from './tables.server.ts';

/** Whether a person consents, now, to one voluntary purpose: the newest decision holds, none is a no. */
export async function hasConsent(
	reader: Reader,
	profileId: string,
	purpose: ConsentPurpose,
): Promise<boolean> {
	const decisions = await consentsOf(reader, [profileId], purpose);
	return decisions.get(profileId) ?? false;
}

/** The present decision of several people about one purpose, by profile id; who never decided is missing. */
export async function consentsOf(
	reader: Reader,
	profileIds: string[],
	purpose: ConsentPurpose,
): Promise<Map<string, boolean>> {
	if (profileIds.length === 0) return new Map();
	const newest = await reader
		.selectDistinctOn([consent.profileId], { profileId: consent.profileId, granted: consent.granted })
		.from(consent)
		.where(and(inArray(consent.profileId, profileIds), eq(consent.purpose, purpose)))
		.orderBy(consent.profileId, desc(consent.decidedAt), desc(consent.id));
	return new Map(newest.map(({ profileId, granted }) => [profileId, granted]));
}

/** The present decision of a person about each voluntary purpose. */
export async function currentConsents(reader: Reader, profileId: string): Promise<Consents> {
	const newest = await newestDecisions(reader, sql.param(profileId));
	const decided = Object.fromEntries(newest.map(({ purpose, granted }) => [purpose, granted]));
	return { ...noConsents(), ...decided };
}

/** The same as a column of a larger query: one JSON object, null where nothing was ever decided. */
export function consentsColumn(reader: Reader, profileId: SQLWrapper): SQL<Partial<Consents> | null> {
	const newest = newestDecisions(reader, profileId).as('newest');
	const asJson = reader
		.select({ json: sql`json_object_agg(${newest.purpose}, ${newest.granted})` })
		.from(newest);
	return sql`(${asJson})`;
}

function newestDecisions(reader: Reader, profileId: SQLWrapper) {
	return reader
		.selectDistinctOn([consent.purpose], { purpose: consent.purpose, granted: consent.granted })
		.from(consent)
		.where(eq(consent.profileId, profileId))
		.orderBy(consent.purpose, desc(consent.decidedAt), desc(consent.id));
}
