import { catalogue } from '#lib/institution/catalogues.server.ts';
import { formatDate } from '#lib/institution/plain-date.ts';
import type { Answers } from './answers.ts';

const SEXES: Record<string, string> = { H: 'Hombre', M: 'Mujer', X: 'No binario' };

/** What the identity says of the birth, in words; it follows from the CURP and is not asked for. */
export function birthRows({ birthDate, sex, birthState }: Answers): { label: string; lines: string[] }[] {
	return [
		{ label: 'Fecha de nacimiento', lines: birthDate ? [formatDate(String(birthDate))] : [] },
		{ label: 'Sexo', lines: sex ? [SEXES[String(sex)] ?? String(sex)] : [] },
		{ label: 'Entidad de nacimiento', lines: birthState ? [stateName(String(birthState))] : [] },
	];
}

function stateName(curpCode: string): string {
	if (curpCode === 'NE') return 'Nacimiento en el extranjero';
	return catalogue('states').items.find(({ curp }) => curp === curpCode)?.label ?? curpCode;
}
