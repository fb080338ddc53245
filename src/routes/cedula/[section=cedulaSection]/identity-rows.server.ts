import type { Answers } from '#lib/cedula/answers.ts';
import { NAME_FIELDS } from '#lib/cedula/fields.ts';
import { catalogue } from '#lib/institution/catalogues.server.ts';
import { formatDate } from '#lib/institution/plain-date.ts';
import { answerRows, type AnswerRow } from '../cedula-texts.server.ts';

const SEXES: Record<string, string> = { H: 'Hombre', M: 'Mujer', X: 'No binario' };

/** What the identity shows and does not ask for: what follows from the CURP and, once they are fixed, the names. */
export function identityRows(answers: Answers, { names }: { names: boolean }): AnswerRow[] {
	const { birthDate, sex, birthState } = answers;
	const birth = [
		{ label: 'Fecha de nacimiento', lines: birthDate ? [formatDate(String(birthDate))] : [] },
		{ label: 'Sexo', lines: sex ? [SEXES[String(sex)] ?? String(sex)] : [] },
		{ label: 'Entidad de nacimiento', lines: birthState ? [stateName(String(birthState))] : [] },
	];
	return [...(names ? answerRows(NAME_FIELDS, answers) : []), ...birth];
}

function stateName(curpCode: string): string {
	if (curpCode === 'NE') return 'Nacimiento en el extranjero';
	return catalogue('states').items.find(({ curp }) => curp === curpCode)?.label ?? curpCode;
}
