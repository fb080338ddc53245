import type { Reader } from '#lib/platform/database.server.ts';
import { competencyFacts } from '../competency-facts.server.ts';
import { getModel } from '../model/weighting-models.server.ts';
import type { RatingRules } from './lowering.ts';

/** Finds what ratings that cite a version are computed by, reading each version once. */
export function rulesOf(reader: Reader): (version: string) => Promise<RatingRules> {
	const competencies = competencyFacts();
	const known = new Map<string, RatingRules>();
	return async (version) => {
		const rules = known.get(version) ?? { model: await getModel(reader, version), competencies };
		known.set(version, rules);
		return rules;
	};
}
