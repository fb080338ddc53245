import { compareDocument, type Declared } from '#lib/evidence/comparison/compare-document.ts';
import { aDocument } from './document-text.ts';

/** Whoever declared what is compared. */
export const JUANA = {
	givenNames: 'Juana Inés',
	firstSurname: 'Ibarra',
	secondSurname: 'Meza',
	curp: 'IAMJ800215MMCBZN04',
};

/** Results by field of comparing a document with what Juana declared. */
export function results(
	said: string,
	kind: string,
	data: Declared['data'],
	confidence = 100,
	holder = JUANA,
) {
	const rows = compareDocument(aDocument(said, confidence), { kind, data, holder, standard: null });
	return Object.fromEntries(rows.map(({ field, result }) => [field, result]));
}

/** What was found for a field. */
export function found(said: string, kind: string, data: Declared['data'], field: string) {
	const rows = compareDocument(aDocument(said), { kind, data, holder: JUANA, standard: null });
	return rows.find((row) => row.field === field)?.found;
}

/** A degree of hers. */
export const DEGREE = `
	        Universidad Autónoma del Valle de Zumpango
	                        otorga a
	                  JUANA INÉS IBARRA MEZA
	                      el título de
	LICENCIADA EN CIENCIAS POLÍTICAS Y ADMINISTRACIÓN PÚBLICA
	por haber aprobado su examen profesional, que sustentó el día
	tres de mayo de dos mil once, según consta en el archivo.

	Zumpango, Méx., a 14 de septiembre de 2011.`;
