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
	repeatedLicences: new Map(),
	...given,
});

const claim = (kind: string, data: Record<string, unknown>, evidenceIds: string[] = []) => ({
	id: 'claim-1',
	kind,
	data,
	evidenceIds,
});

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
	it('give the folios where another person declared the same licence', () => {
		const claims = [claim('education', { licenceNumber: '1234567' })];
		const repeatedLicences = new Map([['claim-1', ['SHM-2026-000007']]]);
		expect(caseWarnings(subject({ claims, repeatedLicences }), TODAY)).toEqual([
			{
				claimId: 'claim-1',
				code: 'repeated_licence',
				message: 'Otra persona declaró el mismo número de cédula profesional: SHM-2026-000007.',
			},
		]);
	});

	it('mark each claim that carries a file of another one', () => {
		const claims = [
			{ ...claim('education', {}, ['file-1']), id: 'a' },
			{ ...claim('training', {}, ['file-1', 'file-2']), id: 'b' },
			{ ...claim('training', {}, ['file-3', 'file-3']), id: 'c' },
		];
		expect(caseWarnings(subject({ claims }), TODAY).map((found) => [found.claimId, found.code])).toEqual([
			['a', 'repeated_file'],
			['b', 'repeated_file'],
		]);
	});
});
