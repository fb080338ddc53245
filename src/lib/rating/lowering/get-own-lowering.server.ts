import { inArray } from 'drizzle-orm';
import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { claimSubtitle, claimTitle } from '#lib/cedula/answer-words.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { claimRevision } from '#lib/cedula/tables.server.ts';
import { label, today } from '#lib/institution/catalogues.server.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import type { TrialMark } from '../trial/trial.ts';
import type { Lapse } from './lapse.ts';
import { findAnnouncedFor } from './store.server.ts';

/** What a person was told that passing time would do to the rating that they hold. */
export type OwnLowering = {
	announcedOn: PlainDate;
	takesEffectOn: PlainDate;
	/** the day has come; the rating holds until somebody decides */
	due: boolean;
	before: TrialMark;
	after: TrialMark;
	/** the first to lapse first, in words */
	lapses: (Omit<Lapse, 'revisionId'> & { title: string; subtitle: string })[];
};

/** The announcement about the rating of the person who asks; null when there is none or it is void. */
export async function getOwnLowering(principal: Principal | null): Promise<OwnLowering | null> {
	const owner = authorizeOwner(principal, 'rating.own');
	const found = await findAnnouncedFor(db(), owner.profileId);
	if (!found) return null;
	const { announcedOn, takesEffectOn, before, points, stars } = found;
	const lapses = await inWords(db(), found.lapses);
	return {
		announcedOn,
		takesEffectOn,
		due: takesEffectOn <= today(),
		before,
		after: { points, stars },
		lapses,
	};
}

async function inWords(reader: Reader, lapses: readonly Lapse[]): Promise<OwnLowering['lapses']> {
	const ids = lapses.map(({ revisionId }) => revisionId);
	const rows = ids.length
		? await reader.select().from(claimRevision).where(inArray(claimRevision.id, ids))
		: [];
	const revisions = new Map(rows.map((row) => [row.id, row]));
	return lapses.flatMap(({ revisionId, ...lapse }) => {
		const said = revisions.get(revisionId);
		if (!said) return [];
		const kind = said.kind as ClaimKind;
		return [
			{ ...lapse, title: claimTitle(kind, said.data, label), subtitle: claimSubtitle(kind, said.data) },
		];
	});
}
