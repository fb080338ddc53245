import { lookupText } from '#lib/institution/catalogue-lookups.server.ts';
import { isKey, label, today } from '#lib/institution/catalogues.server.ts';
import { claimForms, type ClaimForms } from './claims.ts';
import type { LabelOf } from './answer-words.ts';
import type { AnswerRules } from './answers.ts';
import { sectionForms, type SectionForms } from './sections.ts';

/** Today and the catalogues of this deployment, asked when an answer is checked and not before. */
const RULES: AnswerRules = { today, has: isKey };

/** The forms of the four kinds of claim, on the catalogues of this deployment. */
export const CLAIM_FORMS: ClaimForms = claimForms(RULES);

/** The forms of the sections, on the catalogues of this deployment. */
export const SECTION_FORMS: SectionForms = sectionForms(RULES);

/** The words of a key on the catalogues of this deployment; a municipality of another state is told with its state. */
export const labelOf: LabelOf = (catalogue, key) =>
	catalogue === 'municipalities' || catalogue === 'national-municipalities'
		? lookupText('municipalities', key)
		: label(catalogue, key);
