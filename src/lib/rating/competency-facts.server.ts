import { catalogue } from '#lib/institution/catalogues.server.ts';
import type { CompetencyFacts } from './certification.ts';

/** What the rating needs to know of the institution's standards, by their key. */
export function competencyFacts(): CompetencyFacts {
	return Object.fromEntries(catalogue('competencies').items.map((item) => [item.key, item]));
}
