import { and, eq } from 'drizzle-orm';
import { profile } from '#lib/accounts/tables.server.ts';
import { presentPost } from '#lib/cedula/present-post.ts';
import { acceptedClaims, type AcceptedClaimRow } from '#lib/cedula/settle-claims.server.ts';
import { cedulaSection } from '#lib/cedula/tables.server.ts';
import { catalogue, label, today } from '#lib/institution/catalogues.server.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { projectOn, type EventFacts } from '#lib/platform/events.server.ts';
import { hasConsent } from '#lib/privacy/current-consents.server.ts';
import { findCurrentRating } from '#lib/rating/current-rating.server.ts';
import { holdOffReratings } from '#lib/rating/rating-turns.server.ts';
import type { BankItem } from './bank.ts';
import { deleteEntry, updateStars, upsertEntries, type SearchableItem } from './store.server.ts';

projectOn('rating-issued', (tx, { profileId }) => refreshEntry(tx, profileId));
projectOn('profile-changed', (tx, { profileId }) => refreshEntry(tx, profileId));
projectOn('people-rerated', (tx, { changes }) => renewStars(tx, changes));
projectOn('consent-changed', async (tx, { profileId, purpose }) => {
	if (purpose === 'bank') await refreshEntry(tx, profileId);
});

/**
 * Writes the row of a person in the bank, or takes it away: only who is rated and consents is there.
 * Runs inside the transaction of what changed, so a withdrawn consent acts at once (rules.md, "Consent purposes").
 */
export async function refreshEntry(tx: Transaction, profileId: string): Promise<void> {
	if (!(await findCurrentRating(tx, profileId))) return deleteEntry(tx, profileId);
	await holdOffReratings(tx);
	const [rating, consents] = await Promise.all([
		findCurrentRating(tx, profileId),
		hasConsent(tx, profileId, 'bank'),
	]);
	if (!rating || rating.stars === null || !consents) return deleteEntry(tx, profileId);
	const [[person], claims, post, interests] = await Promise.all([
		tx.select().from(profile).where(eq(profile.id, profileId)),
		acceptedClaims(tx, profileId),
		section(tx, profileId, 'post'),
		section(tx, profileId, 'interests'),
	]);
	if (!person) return deleteEntry(tx, profileId);
	await writeEntries(tx, [{ person, stars: rating.stars, claims, post, interests, updatedOn: today() }]);
}

/** Writes the stars of many people who were rated again; whoever gained or lost them all comes in or goes. */
async function renewStars(tx: Transaction, changes: EventFacts['people-rerated']['changes']): Promise<void> {
	const stayed: { profileId: string; stars: number }[] = [];
	for (const { profileId, before, after } of changes) {
		if (before === null || after === null) await refreshEntry(tx, profileId);
		else stayed.push({ profileId, stars: after });
	}
	await updateStars(tx, stayed);
}

/** What the row of a person is made of: who it is, stars in tenths, what counts, and two sections as saved. */
export type EntryFacts = {
	person: Pick<typeof profile.$inferSelect, 'id' | 'givenNames' | 'firstSurname' | 'secondSurname'>;
	stars: number;
	claims: Pick<AcceptedClaimRow, 'kind' | 'data'>[];
	post: Record<string, unknown>;
	interests: Record<string, unknown>;
	/** 'YYYY-MM-DD' */
	updatedOn: string;
};

/** Writes the rows of people of whom everything is known already; whoever calls has checked their consent. */
export async function writeEntries(tx: Transaction, people: readonly EntryFacts[]): Promise<void> {
	await upsertEntries(tx, people.map(searchableItem));
}

function searchableItem(facts: EntryFacts): SearchableItem {
	const { person, claims, interests } = facts;
	const item: BankItem = {
		id: person.id,
		name: [person.givenNames, person.firstSurname, person.secondSurname].filter(Boolean).join(' '),
		stars: facts.stars,
		...presentPost(claims, facts.post),
		education: highestLevel(claims),
		competencies: standards(claims),
		available: typeof interests.available === 'boolean' ? interests.available : null,
		updatedOn: facts.updatedOn,
	};
	return { item, words: searchedWords(item, claims) };
}

async function section(tx: Transaction, profileId: string, name: string): Promise<Record<string, unknown>> {
	const [row] = await tx
		.select({ data: cedulaSection.data })
		.from(cedulaSection)
		.where(and(eq(cedulaSection.profileId, profileId), eq(cedulaSection.section, name)));
	return row?.data ?? {};
}

function highestLevel(claims: EntryFacts['claims']): string {
	const levels = claims.filter(({ kind }) => kind === 'education').map(({ data }) => text(data.level));
	const ranked = catalogue('academic-levels').items.filter(({ key }) => levels.includes(key));
	return ranked.sort((a, b) => b.order - a.order)[0]?.key ?? '';
}

function standards(claims: EntryFacts['claims']): string[] {
	const keys = claims.filter(({ kind }) => kind === 'certification').map(({ data }) => text(data.standard));
	return [...new Set(keys.filter(Boolean))];
}

function searchedWords(item: BankItem, claims: EntryFacts['claims']): string {
	return [
		item.name,
		item.position,
		label('municipalities', item.municipality),
		label('areas', item.area),
		label('levels', item.level),
		label('academic-levels', item.education),
		...item.competencies.map((key) => label('competencies', key)),
		...claims.flatMap(({ data }) => [
			data.programme,
			data.institution,
			data.position,
			data.employer,
			data.name,
			data.title,
		]),
	]
		.filter((word) => typeof word === 'string')
		.join(' . ');
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
