import type { Answers } from '#lib/cedula/answers.ts';
import { birthRows } from '#lib/cedula/birth-rows.server.ts';
import { NAME_FIELDS } from '#lib/cedula/fields.ts';
import { answerRows, type AnswerRow } from '../cedula-texts.server.ts';

/** What the identity shows and does not ask for: what follows from the CURP and, once they are fixed, the names. */
export function identityRows(answers: Answers, { names }: { names: boolean }): AnswerRow[] {
	return [...(names ? answerRows(NAME_FIELDS, answers) : []), ...birthRows(answers)];
}
