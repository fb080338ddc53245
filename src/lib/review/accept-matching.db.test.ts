import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { claimRevision, submissionClaim } from '#lib/cedula/tables.server.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { aDocument } from '../../../tests/support/document-text.ts';
import { DEGREE, readAs, TITLE } from '../../../tests/support/reading-factory.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { acceptMatching } from './accept-matching.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { verdict } from './tables.server.ts';
import { takeCase } from './take-next.server.ts';

useTestDatabase();

beforeEach(async () => {
	setClock(() => new Date('2026-11-18T18:00:00Z'));
	await forgetSubmissions();
});

const OTHER_TITLE = TITLE.replace('Contaduría', 'Derecho');

/** A case with a reviewer at it, and for each claim what was read in its document; nothing when it was not read. */
async function aReadCase(...texts: (string | null)[]) {
	const reviewer = await aReviewerNamed('Ana Lara');
	const sent = await aSubmission({ claims: texts.map(() => ({ data: DEGREE })) });
	for (const [index, text] of texts.entries()) {
		const id = sent.claims[index]!.evidenceIds[0]!;
		if (text) await readAs({ profileId: sent.profileId, id }, aDocument(text));
	}
	await takeCase(reviewer, sent.folio);
	const ids = sent.claims.map(({ claimId }) => claimId);
	return { reviewer, ids, ...sent };
}

const asking = (ids: string[], revision = 1) => ({ claims: ids.map((id) => ({ id, revision })) });
const statesOf = async (ids: string[]) => {
	const rows = await db().select().from(submissionClaim);
	return ids.map((id) => rows.find(({ claimId }) => claimId === id)?.state);
};

describe('accepting all that matches', () => {
	it('accepts the claims whose documents say everything as declared', async () => {
		const { reviewer, folio, ids } = await aReadCase(TITLE, TITLE, OTHER_TITLE);
		const accepted = await acceptMatching(reviewer, folio, asking(ids.slice(0, 2)));
		expect(accepted).toEqual({ folio, ...asking(ids.slice(0, 2)) });
		expect(await statesOf(ids)).toEqual(['accepted', 'accepted', 'submitted']);
	});

	it('writes each verdict and each entry of the audit as if it had been given alone', async () => {
		const { reviewer, folio, ids } = await aReadCase(TITLE, TITLE);
		await acceptMatching(reviewer, folio, asking(ids));
		const given = await db().select().from(verdict).where(eq(verdict.accountId, reviewer.accountId));
		expect(given.map((row) => [row.claimId, row.verdict]).sort()).toEqual(
			ids.map((id) => [id, 'accepted']).sort(),
		);
		const entries = await db()
			.select()
			.from(auditEntry)
			.where(and(eq(auditEntry.subject, folio), eq(auditEntry.action, 'review.give-verdict')));
		expect(entries.map(({ details }) => [details.claimId, details.together]).sort()).toEqual(
			ids.map((id) => [id, 2]).sort(),
		);
	});

	it('asked twice, writes once', async () => {
		const { reviewer, folio, ids } = await aReadCase(TITLE);
		await Promise.all([1, 2].map(() => acceptMatching(reviewer, folio, asking(ids))));
		expect(await db().select().from(verdict).where(eq(verdict.claimId, ids[0]!))).toHaveLength(1);
	});
});

describe('accepting all that matches is refused, and nothing is accepted,', () => {
	const refused = async (asked: Promise<unknown>, code: string) =>
		expect(asked).rejects.toMatchObject({ reason: { kind: 'conflict', code } });

	it.each([
		['says something else', OTHER_TITLE],
		['lacks something', TITLE.replace('el 1 de julio de 2012', '')],
		['was not read', null],
	])('when one document %s, whatever the page asks', async (_, text) => {
		const { reviewer, folio, ids } = await aReadCase(TITLE, text);
		await refused(acceptMatching(reviewer, folio, asking(ids)), 'not_matching');
		expect(await statesOf(ids)).toEqual(['submitted', 'submitted']);
	});

	it('when something about a claim deserves a second look', async () => {
		const reviewer = await aReviewerNamed('Ana Lara');
		const sent = await aSubmission({ claims: [{ data: DEGREE, bytes: 'one title for two' }] });
		await aSubmission({ claims: [{ data: DEGREE, bytes: 'one title for two' }] });
		await readAs({ profileId: sent.profileId, id: sent.claims[0]!.evidenceIds[0]! }, aDocument(TITLE));
		await takeCase(reviewer, sent.folio);
		await refused(acceptMatching(reviewer, sent.folio, asking([sent.claimId])), 'not_matching');
		expect(await statesOf([sent.claimId])).toEqual(['submitted']);
	});

	it('when the person corrected one of them meanwhile', async () => {
		const { reviewer, folio, ids, profileId } = await aReadCase(TITLE, TITLE);
		const revisionId = newId();
		const newer = { id: revisionId, claimId: ids[1]!, profileId, number: 2, kind: 'education', data: DEGREE };
		await db()
			.insert(claimRevision)
			.values({ ...newer, createdAt: now() });
		await db().update(submissionClaim).set({ revisionId }).where(eq(submissionClaim.claimId, ids[1]!));
		await refused(acceptMatching(reviewer, folio, asking(ids)), 'stale_revision');
		expect(await statesOf(ids)).toEqual(['submitted', 'submitted']);
	});

	it('when one of them was decided otherwise, which stands', async () => {
		const { reviewer, folio, ids } = await aReadCase(TITLE, TITLE);
		await giveVerdict(reviewer, ids[1]!, { revision: 1, verdict: 'observed', reason: 'illegible' });
		await refused(acceptMatching(reviewer, folio, asking(ids)), 'decided');
		expect(await statesOf(ids)).toEqual(['submitted', 'observed']);
	});

	it('when one belongs to another case', async () => {
		const { reviewer, folio, ids } = await aReadCase(TITLE);
		const other = await aSubmission();
		await refused(acceptMatching(reviewer, folio, asking([...ids, other.claimId])), 'withdrawn');
		expect(await statesOf([...ids, other.claimId])).toEqual(['submitted', 'submitted']);
	});

	it('for whoever does not hold the case', async () => {
		const { folio, ids } = await aReadCase(TITLE);
		await refused(acceptMatching(await aReviewerNamed('Beto Ruiz'), folio, asking(ids)), 'not_holder');
	});

	it('when it names no claim', async () => {
		const { reviewer, folio } = await aReadCase(TITLE);
		await expect(acceptMatching(reviewer, folio, { claims: [] })).rejects.toMatchObject({
			reason: { kind: 'invalid' },
		});
	});
});
