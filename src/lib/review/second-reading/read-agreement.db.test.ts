import { beforeEach, describe, expect, it } from 'vitest';
import { sitting } from '#lib/cedula/tables.server.ts';
import { setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { aPrincipal } from '../../../../tests/support/access.ts';
import { reasonOf } from '../../../../tests/support/refusals.ts';
import { anActiveReviewer, drawShare, reads, saying } from '../../../../tests/support/second-reading.ts';
import {
	aReviewerNamed,
	aSubmission,
	forgetSubmissions,
} from '../../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../../tests/support/test-database.ts';
import { giveVerdict } from '../give-verdict.server.ts';
import { takeCase } from '../take-next.server.ts';
import { takeBackVerdicts } from '../take-back-verdicts.server.ts';
import { readAgreement } from './read-agreement.server.ts';

useTestDatabase();

const COURSE = {
	type: 'COURSE',
	theme: 'FINANCE',
	name: 'Presupuesto basado en resultados',
	institution: 'Instituto de Capacitación',
	hours: 40,
	from: '2025-02-03',
	to: '2025-02-14',
};

const NONE = [
	[0, 0, 0],
	[0, 0, 0],
	[0, 0, 0],
];

let ana: Awaited<ReturnType<typeof anActiveReviewer>>;
let beto: typeof ana;

beforeEach(async () => {
	setClock(() => new Date('2026-11-18T18:00:00Z'));
	await forgetSubmissions();
	await db().delete(sitting);
	ana = await anActiveReviewer('Ana Lara');
	beto = await anActiveReviewer('Beto Ruiz');
	await anActiveReviewer('Carla Paz');
	drawShare(100);
	return () => drawShare(0);
});

const expert = aPrincipal('expert');

/** A case with a degree and a course, read by Ana and by Beto, who agree on the degree only. */
async function readTwice() {
	const sent = await aSubmission({ claims: [{}, { kind: 'training', data: COURSE }] });
	const [degree, course] = sent.claims.map(({ claimId }) => claimId) as [string, string];
	await reads(ana, sent.folio, { [degree]: saying('accepted'), [course]: saying('accepted') });
	await reads(beto, sent.folio, { [degree]: saying('accepted'), [course]: saying('rejected') });
	return sent;
}

const tableOf = async (kind: string, months = {}) =>
	(await readAgreement(expert, months)).kinds.find((each) => each.kind === kind)?.table;

describe('the agreement of readings', () => {
	it('counts what both decided by kind, and what is being read again', async () => {
		await readTwice();
		expect(await readAgreement(expert, {})).toMatchObject({
			from: '2025-12',
			to: '2026-11',
			read: 1,
			disputed: 1,
			activeReviewers: 3,
			open: { second: 0, third: 1 },
			waiting: null,
		});
		expect(await tableOf('education')).toEqual([[1, 0, 0], ...NONE.slice(1)]);
		expect(await tableOf('training')).toEqual([[0, 0, 1], ...NONE.slice(1)]);
	});

	it('counts the last decision of each reading, once the second is concluded', async () => {
		const { folio, claimId } = await aSubmission();
		await reads(ana, folio, { [claimId]: saying('accepted') });
		await takeCase(beto, folio);
		await giveVerdict(beto, claimId, saying('rejected'));
		await takeBackVerdicts(beto, folio, { claims: [{ id: claimId, revision: 1 }] });
		expect(await tableOf('education')).toEqual(NONE);
		await reads(beto, folio, { [claimId]: saying('accepted') });
		expect(await tableOf('education')).toEqual([[1, 0, 0], ...NONE.slice(1)]);
	});

	it('looks at the months that are asked for, by the day of the second reading', async () => {
		setClock(() => new Date('2026-11-01T05:00:00Z'));
		await readTwice();
		const found = async (from: string, to: string) => (await tableOf('education', { from, to }))?.[0]?.[0];
		expect(await found('2026-10', '2026-10')).toBe(1);
		expect(await found('2026-11', '2026-11')).toBe(0);
		expect(await found('2026-11', '2026-01')).toBe(1);
	});

	it('names to administrators what waits and how many may read it', async () => {
		const admin = { ...(await aReviewerNamed('Eva Gil')), roles: ['admin' as const] };
		const { folio } = await readTwice();
		expect((await readAgreement(admin, {})).waiting).toEqual([
			{ folio, rereading: 'third', state: 'received', dueOn: '2026-11-24', readers: 1 },
		]);
	});

	it('refuses what is no month', async () => {
		expect(await reasonOf(readAgreement(expert, { from: '2026-13' }))).toMatchObject({ kind: 'invalid' });
	});
});
