import { z } from 'zod';
import { correctNames } from '#lib/accounts/correct-names.server.ts';
import { curpField } from '#lib/accounts/curp.server.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { parse } from '#lib/platform/parse.ts';
import { conflict, invalidField } from '#lib/platform/refusal.ts';
import { mergeAnswers, sameAnswers, type Answers } from './answers.ts';
import { mayCorrectNames, type OpenSubmission } from './claim-state.ts';
import { NAME_ANSWERS, namesForm } from './sections.ts';

const correctedNames = z.object({ identity: namesForm.extend({ curp: curpField }) });

/** Names and CURP in force, and whether they were changed just now. */
type SavedNames = { names: Answers; changed: boolean };

/**
 * Writes the names and the CURP that were sent, where they differ from the present ones.
 * @param present names and CURP as they stand
 * @throws Refusal conflict `names_locked` once the CURP is held, unless they were observed; invalid; conflict `curp_held`
 */
export async function saveNames(
	tx: Transaction,
	profileId: string,
	{ present, sent, held, open }: { present: Answers; sent: Answers; held: boolean; open: OpenSubmission },
): Promise<SavedNames> {
	const before = pick(present);
	const { identity } = parse(correctedNames, { identity: mergeAnswers(before, pick(sent)) });
	const { secondSurname, ...required } = identity;
	const names: Answers = { ...required, ...(secondSurname && { secondSurname }) };
	if (sameAnswers(before, names)) return { names, changed: false };
	if (!mayCorrectNames(held, open)) throw conflict('names_locked', NAMES_LOCKED);
	await correctNames(tx, profileId, { ...required, secondSurname: secondSurname ?? null });
	return { names, changed: true };
}

/** Refuses an RFC whose date is not that of the CURP (identifiers.md, "RFC of a natural person"). */
export function refuseOtherBirthDate(rfc: unknown, curp: unknown): void {
	if (typeof rfc !== 'string' || typeof curp !== 'string') return;
	if (rfc.slice(4, 10) !== curp.slice(4, 10)) throw invalidField('identity.rfc', 'birth_date', RFC_DATE);
}

const NAMES_LOCKED =
	'Su nombre y su CURP ya fueron enviados a validación y no se cambian aquí. Si tienen un error, escriba al instituto o espere a que se lo observen.';

const RFC_DATE =
	'La fecha del RFC (posiciones 5 a 10) no es la misma que la de su CURP. Revise ambas claves con sus constancias.';

function pick(answers: Answers): Answers {
	return Object.fromEntries(NAME_ANSWERS.flatMap((name) => (name in answers ? [[name, answers[name]]] : [])));
}
