import { acceptedClaims } from '#lib/cedula/settle-claims.server.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import type { Transaction } from '#lib/platform/database.server.ts';
import { competencyFacts } from './competency-facts.server.ts';
import { proveElements } from './rating.ts';
import { scoreProfile } from './score.ts';
import { getCurrentModel } from './model/weighting-models.server.ts';

/** What a person's accepted claims are worth today by the model in force, each line with the files that prove it. */
export async function computeRating(tx: Transaction, profileId: string, identityAttested: boolean) {
	const [claims, model] = await Promise.all([acceptedClaims(tx, profileId), getCurrentModel(tx)]);
	const competencies = competencyFacts();
	const score = scoreProfile({ claims, identityAttested, competencies }, model, today());
	const proofs = new Map(claims.map(({ id, revisionId, evidenceIds }) => [id, { revisionId, evidenceIds }]));
	return { score, model: model.version, elements: proveElements(score.elements, proofs) };
}
