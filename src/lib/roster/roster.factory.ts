import { buildCurp } from '#lib/identifiers/curp.ts';
import { addDays } from '#lib/institution/plain-date.ts';

/** A person on a list, as written. */
export type WrittenPerson = {
	curp: string;
	givenNames: string;
	firstSurname: string;
	secondSurname: string;
	email: string;
	municipality: string;
};

/** Somebody on a list: the same number, the same person. */
export function aListedPerson(number: number, changes: Partial<WrittenPerson> = {}): WrittenPerson {
	const names = { givenNames: 'Itzel', firstSurname: 'Xochihua', secondSurname: 'Arizmendi' };
	const birthDate = addDays('1955-01-01', number);
	return {
		curp: buildCurp({ ...names, birthDate, sex: 'M', birthState: 'MC' }),
		...names,
		email: `listada${number}@correo.example`,
		municipality: 'Toluca',
		...changes,
	};
}

/** A list as a spreadsheet writes it. */
export function aList(
	people: readonly WrittenPerson[],
	{
		head = 'CURP,Nombre,Primer apellido,Segundo apellido,Correo electrónico,Municipio',
		delimiter = ',',
	}: { head?: string; delimiter?: string } = {},
): Buffer {
	const lines = people.map(({ curp, givenNames, firstSurname, secondSurname, email, municipality }) =>
		[curp, givenNames, firstSurname, secondSurname, email, municipality].join(delimiter),
	);
	return Buffer.from([head, ...lines].join('\r\n'));
}
