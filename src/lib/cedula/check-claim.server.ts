import { z } from 'zod';
import { parse } from '#lib/platform/parse.ts';
import { CLAIM_FORMS } from './answer-rules.server.ts';
import { mergeAnswers, type Answers } from './answers.ts';
import { NULLABLE_ANSWERS, type ClaimKind } from './claims.ts';

/**
 * Puts the answers that were sent over the present ones of a claim and checks the whole as a draft.
 * @throws Refusal invalid, with paths like `data.from`
 */
export function checkClaim(kind: ClaimKind, present: Answers, sent: Answers): Answers {
	const data = mergeAnswers(present, sent, NULLABLE_ANSWERS[kind]);
	return parse(z.object({ data: CLAIM_FORMS[kind].draft }), { data }).data;
}
