import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntry } from '#lib/audit/tables.server.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { buildCurp } from '#lib/identifiers/curp.ts';
import { now, setClock } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';
import { aServant } from '../../../tests/support/factories.ts';
import { aReviewerNamed, aSubmission, forgetSubmissions } from '../../../tests/support/submission-factory.ts';
import { useTestDatabase } from '../../../tests/support/test-database.ts';
import { declareConflict } from './declare-conflict.server.ts';
import { COMPARISON } from './find-coincidences.server.ts';
import { giveVerdict } from './give-verdict.server.ts';
import { openCase } from './open-case.server.ts';
import { takeCase } from './take-next.server.ts';

useTestDatabase();

const NOON = new Date('2026-11-18T18:00:00Z');
const LATER = new Date('2026-11-19T18:00:00Z');
const LUZ = {
	givenNames: 'Luz María',
	firstSurname: 'Ibáñez',
	secondSurname: 'Colín',
	birthDate: '1988-04-03',
};
const LUZ_NAME = 'Luz María Ibáñez Colín';
const LICENSED = { level: 'LICENCIATURA', programme: 'Contaduría', licenceNumber: '1234567' };

beforeEach(async () => {
	setClock(() => NOON);
	await forgetSubmissions();
});

const warningsOf = async (folio: string, code: string) => {
	const { warnings } = await openCase(await aReviewerNamed('Ana Lara'), folio);
	return warnings.filter((warning) => warning.code === code);
};

describe('the same name and birth date', () => {
	it('under another CURP point to the other cédula', async () => {
		const other = await aSubmission({ person: LUZ });
		const typed = { ...LUZ, firstSurname: 'IBAÑEZ', homonym: '1' };
		const { folio } = await aSubmission({ person: typed });
		expect(await warningsOf(folio, 'repeated_identity')).toEqual([
			{
				claimId: null,
				code: 'repeated_identity',
				message: expect.stringContaining('homónimo') as string,
				others: [{ folio: other.folio, name: LUZ_NAME }],
			},
		]);
	});

	it('are no coincidence when the birth date of a homonym is another one', async () => {
		await aSubmission({ person: LUZ });
		const { folio } = await aSubmission({ person: { ...LUZ, birthDate: '1988-04-04' } });
		expect(await warningsOf(folio, 'repeated_identity')).toEqual([]);
	});

	it('are no coincidence with what the person sent before', async () => {
		const { profileId } = await aSubmission({ person: LUZ, state: 'rated' });
		const { folio } = await aSubmission({ profileId, person: LUZ });
		expect(await warningsOf(folio, 'repeated_identity')).toEqual([]);
	});

	it('are no coincidence with whoever withdrew their cédula or never sent one', async () => {
		await aSubmission({ person: LUZ, state: 'withdrawn' });
		await aServant({ ...LUZ, curp: buildCurp({ ...LUZ, sex: 'M', birthState: 'MC' }) });
		const { folio } = await aSubmission({ person: { ...LUZ, homonym: '1' } });
		expect(await warningsOf(folio, 'repeated_identity')).toEqual([]);
	});

	it('count a person once, by the newest folio', async () => {
		const { profileId } = await aSubmission({ person: LUZ, state: 'rated' });
		const newest = await aSubmission({ profileId, person: LUZ, submittedAt: LATER });
		const { folio } = await aSubmission({ person: { ...LUZ, homonym: '1' } });
		const [warning] = await warningsOf(folio, 'repeated_identity');
		expect(warning?.others).toEqual([{ folio: newest.folio, name: LUZ_NAME }]);
	});
});

describe('the same licence number', () => {
	it('points to the cédulas of other people that were not withdrawn', async () => {
		const claims = [{ data: LICENSED }];
		const other = await aSubmission({ claims, person: LUZ });
		await aSubmission({ claims, state: 'withdrawn' });
		const { folio, claimId } = await aSubmission({ claims });
		expect(await warningsOf(folio, 'repeated_licence')).toEqual([
			{
				claimId,
				code: 'repeated_licence',
				message: expect.stringMatching(/^Otra persona declaró/) as string,
				others: [{ folio: other.folio, name: LUZ_NAME }],
			},
		]);
	});

	it('is no coincidence when the person declares it again', async () => {
		const claims = [{ data: LICENSED }];
		const { profileId } = await aSubmission({ state: 'rated', claims });
		const { folio } = await aSubmission({ profileId, claims });
		expect(await warningsOf(folio, 'repeated_licence')).toEqual([]);
	});
});

describe('the same file', () => {
	it('points to the cédula of whoever else sent those bytes, at the claim that carries it', async () => {
		const other = await aSubmission({ person: LUZ, claims: [{ bytes: 'a title' }] });
		const { folio, claims } = await aSubmission({
			claims: [{ bytes: 'another title' }, { kind: 'training', bytes: 'a title' }],
		});
		expect(await warningsOf(folio, 'shared_file')).toEqual([
			{
				claimId: claims[1]?.claimId,
				code: 'shared_file',
				message: expect.stringContaining('«titulo.pdf»') as string,
				others: [{ folio: other.folio, name: LUZ_NAME }],
			},
		]);
	});

	it('is no coincidence when the bytes differ', async () => {
		await aSubmission({ claims: [{ bytes: 'a title' }] });
		const { folio } = await aSubmission({ claims: [{ bytes: 'another title' }] });
		expect(await warningsOf(folio, 'shared_file')).toEqual([]);
	});

	it('is no coincidence with an earlier revision of the same person', async () => {
		const { profileId, claims } = await aSubmission({ state: 'rated', claims: [{ bytes: 'a title' }] });
		const evidenceIds = claims[0]!.evidenceIds;
		const { folio } = await aSubmission({ profileId, claims: [{ evidenceIds }] });
		expect(await warningsOf(folio, 'shared_file')).toEqual([]);
	});

	it('is no coincidence with a file that another person did not send', async () => {
		const { profileId } = await aServant();
		const sha256 = keyedHash('test', 'a title');
		const file = { name: 'titulo.pdf', mediaType: 'application/pdf', sizeBytes: 1, scan: 'clean' };
		await db()
			.insert(evidence)
			.values({ id: newId(), profileId, sha256, createdAt: now(), ...file });
		const { folio } = await aSubmission({ claims: [{ bytes: 'a title' }] });
		expect(await warningsOf(folio, 'shared_file')).toEqual([]);
	});

	it('of many people names the first ones and tells how many they are, hiding no other coincidence', async () => {
		const folios: string[] = [];
		for (let sent = 0; sent < 7; sent++)
			folios.push((await aSubmission({ claims: [{ bytes: 'a list' }] })).folio);
		const other = await aSubmission({ claims: [{ bytes: 'a title' }] });
		const { folio } = await aSubmission({ claims: [{ bytes: 'a list' }, { bytes: 'a title' }] });
		const [list, title] = await warningsOf(folio, 'shared_file');
		expect(list?.message).toMatch(/^Otras 7 personas .* Se muestran 5\.$/);
		expect(list?.others.map((each) => each.folio)).toEqual(folios.slice(0, 5));
		expect(title?.others.map((each) => each.folio)).toEqual([other.folio]);
	});
});

describe('a coincidence', () => {
	it('stands in the way of no decision', async () => {
		await aSubmission({ person: LUZ, claims: [{ bytes: 'a title' }] });
		const { folio, claimId } = await aSubmission({
			person: { ...LUZ, homonym: '1' },
			claims: [{ bytes: 'a title' }],
		});
		const ana = await aReviewerNamed('Ana Lara');
		await takeCase(ana, folio);
		await giveVerdict(ana, claimId, { revision: 1, verdict: 'accepted' });
		const { offers, warnings } = await openCase(ana, folio);
		expect(warnings.map(({ code }) => code)).toEqual(['repeated_identity', 'shared_file']);
		expect(offers.issue).toBeNull();
	});

	it('leaves one entry with the other person, whatever coincides', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const other = await aSubmission({ person: LUZ, claims: [{ bytes: 'a title' }] });
		const { folio } = await aSubmission({ person: { ...LUZ, homonym: '1' }, claims: [{ bytes: 'a title' }] });
		await openCase(ana, folio);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.profileId, other.profileId));
		expect(entries).toEqual([
			expect.objectContaining({
				action: 'review.see-coincidence',
				actorId: ana.accountId,
				subject: other.folio,
				purpose: COMPARISON,
				details: { comparedWith: folio },
			}),
		]);
	});

	it('does not name whom the reviewer declared a conflict of interest with', async () => {
		const ana = await aReviewerNamed('Ana Lara');
		const other = await aSubmission({ person: LUZ });
		const { folio } = await aSubmission({ person: { ...LUZ, homonym: '1' } });
		await declareConflict(ana, other.folio);
		const { warnings } = await openCase(ana, folio);
		expect(warnings.map(({ others }) => others)).toEqual([[{ folio: other.folio, name: null }]]);
		const entries = await db().select().from(auditEntry).where(eq(auditEntry.profileId, other.profileId));
		expect(entries.map(({ action }) => action)).not.toContain('review.see-coincidence');
	});
});
