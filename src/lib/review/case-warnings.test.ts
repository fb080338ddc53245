import { describe, expect, it } from 'vitest';
import { buildCurp } from '#lib/identifiers/curp.ts';
import { caseWarnings, type WarningSubject } from './case-warnings.ts';

const TODAY = '2026-11-22';

const names = { givenNames: 'María', firstSurname: 'Hernández', secondSurname: 'López' };
const curp = buildCurp({ ...names, birthDate: '1990-05-10', sex: 'M', birthState: 'MC' });

const subject = (given: Partial<WarningSubject> = {}): WarningSubject => ({
	names,
	curp,
	birthDate: '1990-05-10',
	claims: [],
	coincidences: [],
	...given,
});

const file = (id: string) => ({ id, name: `${id}.pdf`, sha256: `sha of ${id}` });

const claim = (kind: string, data: Record<string, unknown>, evidence: ReturnType<typeof file>[] = []) => ({
	id: 'claim-1',
	kind,
	data,
	evidence,
});

const others = [{ folio: 'SHM-2026-000007', name: 'Ximena Quiroz Montiel' }];

const about = (kind: string, data: Record<string, unknown>) =>
	caseWarnings(subject({ claims: [claim(kind, data)] }), TODAY).map((warning) => warning.message);

describe('warnings about the person', () => {
	it('are none when names and CURP agree', () => {
		expect(caseWarnings(subject(), TODAY)).toEqual([]);
	});

	it('name the part that does not agree with the CURP', () => {
		const found = caseWarnings(subject({ names: { ...names, secondSurname: 'Zamora' } }), TODAY);
		expect(found).toEqual([
			{
				claimId: null,
				code: 'curp_names',
				message: 'El segundo apellido no coincide con las letras de la CURP. Compárelos con los documentos.',
				others: [],
			},
		]);
	});
});

describe('warnings about dates', () => {
	it('are none for plausible claims', () => {
		expect(about('education', { level: 'LICENCIATURA', finishedOn: '2013-07-01' })).toEqual([]);
		expect(about('experience', { from: '2014-01', to: null })).toEqual([]);
		expect(about('certification', { issuedOn: '2025-01-15', validUntil: '2030-01-15' })).toEqual([]);
		expect(about('training', { from: '2025-03', to: '2025-03', hours: 40 })).toEqual([]);
	});

	it('tell a date in the future', () => {
		expect(about('education', { finishedOn: '2027-01-01' })).toEqual([
			'La fecha de conclusión todavía no llega.',
		]);
		expect(about('experience', { from: '2026-12', to: null })).toEqual([
			'La fecha de inicio todavía no llega.',
		]);
	});

	it('do not take the present month for the future', () => {
		expect(about('experience', { from: '2026-11', to: null })).toEqual([]);
	});

	it('tell an end before its start', () => {
		expect(about('training', { from: '2025-04', to: '2025-03-30', hours: 4 })).toEqual([
			'La fecha de término es anterior a la de inicio.',
		]);
	});

	it('tell a post held as a child', () => {
		expect(about('experience', { from: '2001-01', to: '2010-01' })).toEqual([
			'Según la CURP, entonces tenía 10 años.',
		]);
	});

	it('tell a degree finished too young for it', () => {
		expect(about('education', { level: 'DOCTORADO', finishedOn: '2010-05-10' })).toEqual([
			'Según la CURP, entonces tenía 20 años.',
		]);
	});

	it('tell a course with more hours than its days have', () => {
		expect(about('training', { from: '2025-03-03', to: '2025-03-03', hours: 40 })).toEqual([
			'Declara 40 horas en un día.',
		]);
	});

	it('tell a certificate that is no longer valid', () => {
		expect(about('certification', { issuedOn: '2015-01-01', validUntil: '2020-01-01' })).toEqual([
			'La vigencia que declara ya terminó.',
		]);
	});
});

describe('warnings about what is repeated', () => {
	it('are about the person when other people have the same name and birth date', () => {
		const coincidences = [{ kind: 'identity' as const, key: 'a1', total: 1, others }];
		expect(caseWarnings(subject({ claims: [claim('training', {})], coincidences }), TODAY)).toEqual([
			{
				claimId: null,
				code: 'repeated_identity',
				message: expect.stringMatching(/^Otra persona con otra CURP tiene el mismo nombre/) as string,
				others,
			},
		]);
	});

	it('are about the claim whose licence another person declared', () => {
		const claims = [
			{ ...claim('education', { licenceNumber: '1234567' }), id: 'a' },
			{ ...claim('education', { licenceNumber: '7654321' }), id: 'b' },
			{ ...claim('education', {}), id: 'c' },
		];
		const coincidences = [{ kind: 'licence' as const, key: '1234567', total: 1, others }];
		const found = caseWarnings(subject({ claims, coincidences }), TODAY);
		expect(found.map((each) => [each.claimId, each.code, each.others])).toEqual([
			['a', 'repeated_licence', others],
		]);
	});

	it('name the file that another person sent', () => {
		const claims = [claim('training', {}, [file('uno'), file('dos')])];
		const coincidences = [{ kind: 'file' as const, key: 'sha of dos', total: 1, others }];
		expect(caseWarnings(subject({ claims, coincidences }), TODAY)).toEqual([
			{
				claimId: 'claim-1',
				code: 'shared_file',
				message: 'Otra persona envió un archivo idéntico a «dos.pdf». Revise a nombre de quién está.',
				others,
			},
		]);
	});

	it('say how many other people there are when not all are shown', () => {
		const claims = [claim('training', {}, [file('uno')])];
		const coincidences = [
			{ kind: 'file' as const, key: 'sha of uno', total: 12, others: [...others, ...others] },
		];
		expect(caseWarnings(subject({ claims, coincidences }), TODAY)[0]?.message).toBe(
			'Otras 12 personas enviaron un archivo idéntico a «uno.pdf». Revise a nombre de quién está. Se muestran 2.',
		);
	});

	it('mark each claim that carries a file of another one', () => {
		const claims = [
			{ ...claim('education', {}, [file('uno')]), id: 'a' },
			{ ...claim('training', {}, [file('uno'), file('dos')]), id: 'b' },
			{ ...claim('training', {}, [file('tres'), file('tres')]), id: 'c' },
		];
		expect(caseWarnings(subject({ claims }), TODAY).map((found) => [found.claimId, found.code])).toEqual([
			['a', 'repeated_file'],
			['b', 'repeated_file'],
		]);
	});
});
