import { describe, expect, it } from 'vitest';
import { DEGREE, results } from '../../../../tests/support/comparisons.ts';

describe('numbers and keys', () => {
	const LICENCE = `
		CÉDULA PROFESIONAL
		Dirección General de Profesiones
		Número de cédula:    12 345 678
		CURP    IAMJ800215MMCBZN04
		Folio 99887766554`;

	it('are compared digit by digit, however they are grouped', () => {
		const of = (licenceNumber: string) => results(LICENCE, 'education', { licenceNumber }).licenceNumber;
		expect(of('12345678')).toBe('match');
		for (const other of ['12345679', '1234567', '2345678', '12354678', '9988776'])
			expect(of(other), other).toBe('mismatch');
	});

	it('may have a zero read as an O, and are never repaired any further', () => {
		const of = (said: string) =>
			results(`CÉDULA PROFESIONAL No. ${said}`, 'education', { licenceNumber: '1020304' }, 95).licenceNumber;
		expect([of('1O2O3O4'), of('l020304')]).toEqual(['match', 'match']);
		expect([of('1020804'), of('1020305')]).toEqual(['mismatch', 'mismatch']);
	});

	it('a CURP is told from another one by its check digit', () => {
		const of = (said: string, confidence = 100) =>
			results(`CURP ${said}`, 'training', {}, confidence)['holder.curp'];
		expect([of('IAMJ800215MMCBZN04'), of('1AMJ8OO215MMCBZNO4', 60)]).toEqual(['match', 'match']);
		expect(of('LOOA531113HTCPBN07')).toBe('mismatch');
		expect(of('IAMJ800215MMCBZX04', 60)).toBe('not_found');
	});

	it('get no row where the document does not print them', () => {
		expect(results('Se otorga a Juana Inés Ibarra Meza', 'training', {})).not.toHaveProperty('holder.curp');
		expect(results(DEGREE, 'education', { licenceNumber: '1234567' })).not.toHaveProperty('licenceNumber');
	});
});

describe('a certificate of competence', () => {
	const CERTIFICATE = `
		Certificado de competencia laboral
		Se otorga el presente a:
		JUANA INÉS IBARRA MEZA
		en el estándar de competencia
		EC0402.01
		Presupuestación del gasto público con base en resultados

		Fecha de emisión:        Vigente hasta:
		21 de junio de 2025      21 de junio de 2028`;
	const of = (field: string, value: string) =>
		results(CERTIFICATE, 'certification', { [field]: value })[field];

	it('is of the standard with that key and that whole title', () => {
		expect(of('title', 'EC0402.01 Presupuestación del gasto público con base en resultados')).toBe('match');
		for (const other of [
			'EC0402 Presupuestación del gasto público con base en resultados',
			'EC0403.01 Presupuestación del gasto público con base en resultados',
			'EC0402.01 Presupuestación del gasto público',
			'EC0402.01 Presupuestación del gasto municipal con base en resultados',
		])
			expect(of('title', other), other).toBe('mismatch');
	});

	it('is in force until its own date, not that of its issue', () => {
		expect([of('issuedOn', '2025-06-21'), of('validUntil', '2028-06-21')]).toEqual(['match', 'match']);
		expect([of('issuedOn', '2028-06-21'), of('validUntil', '2025-06-21')]).toEqual(['mismatch', 'mismatch']);
	});
});
