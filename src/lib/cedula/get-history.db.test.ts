import { afterEach, describe, expect, it } from 'vitest';
import { setClock } from '#lib/platform/clock.ts';
import {
	aCompleteCedula,
	aFileOn,
	aSubmission,
	issued,
	returned,
} from '../../../tests/support/cedula-factories.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { reasonOf } from '../../../tests/support/refusals.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { changeClaim } from './change-claim.server.ts';
import { getHistory } from './get-history.server.ts';
import { withdrawClaim } from './withdraw-claim.server.ts';
import { withdrawSubmission } from './withdraw-submission.server.ts';

useTestDatabase();

let minute = 0;
/** Each act of a test a minute later. */
const later = () => setClock(() => new Date(Date.UTC(2026, 5, 15, 16, ++minute)));
afterEach(() => setClock());

async function aSent(kinds?: Parameters<typeof aCompleteCedula>[1]) {
	later();
	const servant = await aServant();
	const claims = await aCompleteCedula(servant, kinds);
	later();
	const { folio } = await aSubmission(servant);
	return { servant, folio, ids: claims.map(({ id }) => id) };
}

const statesOf = async (servant: Parameters<typeof getHistory>[0]) =>
	(await getHistory(servant, {})).claims.map(({ revisions }) => revisions.map(({ state }) => state));

describe('the history of a cédula', () => {
	it('is empty before anything was sent', async () => {
		const servant = await aServant();
		await aCompleteCedula(servant);
		expect(await getHistory(servant, {})).toEqual({
			submissions: [],
			nextSubmissions: null,
			claims: [],
			nextClaims: null,
		});
	});

	it('tells of each claim what was sent, when, under which folio and how it stands', async () => {
		const { servant, folio, ids } = await aSent();
		const { claims, submissions } = await getHistory(servant, {});
		expect(submissions).toMatchObject([{ folio, state: 'received', decidedAt: null }]);
		expect(claims).toMatchObject([{ id: ids[0], kind: 'experience', title: 'Tesorera municipal', older: 0 }]);
		expect(claims[0]!.revisions).toMatchObject([
			{ number: 1, state: 'waiting', folio, changes: null, otherFiles: false },
		]);
	});

	it('says what an update changed; the accepted revision counts until the new one is accepted', async () => {
		const { servant, folio, ids } = await aSent();
		await issued(folio);
		later();
		await changeClaim(servant, ids[0]!, { data: { position: 'Directora de Egresos' } });
		expect((await getHistory(servant, {})).claims[0]!.unsent).toBe(true);
		const update = await aSubmission(servant);
		const [claim] = (await getHistory(servant, {})).claims;
		expect(claim).toMatchObject({ title: 'Directora de Egresos', unsent: false });
		expect(claim!.revisions).toMatchObject([
			{ number: 2, state: 'waiting', folio: update.folio },
			{ number: 1, state: 'counting', folio },
		]);
		expect(claim!.revisions[0]!.changes).toEqual([
			{ label: 'Puesto', before: 'Tesorera municipal', after: 'Directora de Egresos' },
		]);
		await issued(update.folio);
		expect(await statesOf(servant)).toEqual([['counting', 'replaced']]);
		expect((await getHistory(servant, {})).submissions.map((sent) => sent.folio)).toEqual([
			update.folio,
			folio,
		]);
	});

	it('keeps an observed revision that was corrected, and says when only the files are others', async () => {
		const { servant, folio, ids } = await aSent();
		await returned(folio, ids);
		expect(await statesOf(servant)).toEqual([['observed']]);
		later();
		await aFileOn(servant, ids[0]!);
		await aSubmission(servant);
		const [claim] = (await getHistory(servant, {})).claims;
		expect(claim!.revisions).toMatchObject([
			{ number: 2, state: 'waiting', changes: [], otherFiles: true },
			{ number: 1, state: 'replaced', folio: null },
		]);
	});

	it('keeps what was taken out, and what was sent and taken back', async () => {
		const { servant, folio, ids } = await aSent(['experience', 'training']);
		await issued(folio, { [ids[1]!]: 'rejected' });
		expect(await statesOf(servant)).toEqual([['counting'], ['rejected']]);
		later();
		await withdrawClaim(servant, ids[0]!);
		const [gone] = (await getHistory(servant, {})).claims;
		expect(gone!.withdrawnAt).not.toBeNull();
		expect(gone!.revisions[0]!.state).toBe('withdrawn');

		const other = await aSent();
		await withdrawSubmission(other.servant);
		expect(await statesOf(other.servant)).toEqual([['withdrawn']]);
	});

	it('goes on page by page, each claim and submission once', async () => {
		const kinds = Array.from({ length: 12 }, () => 'training' as const);
		const { servant, ids } = await aSent(['experience', ...kinds]);
		const first = await getHistory(servant, {});
		expect(first.claims).toHaveLength(10);
		const second = await getHistory(servant, { claimsAfter: first.nextClaims! });
		expect([...first.claims, ...second.claims].map(({ id }) => id)).toEqual(ids);
		expect(second.nextClaims).toBeNull();
		const { id } = first.submissions[0]!;
		expect((await getHistory(servant, { submissionsAfter: id })).submissions).toEqual([]);
	});

	it('refuses a page that is no page', async () => {
		const servant = await aServant();
		expect(await reasonOf(getHistory(servant, { claimsAfter: 'x' }))).toMatchObject({ kind: 'invalid' });
	});
});
