import { sizeInWords, type EvidenceView } from '#lib/evidence/evidence.ts';
import { labelOf } from './answer-rules.server.ts';
import { answerLines, claimSubtitle, claimTitle, KIND_WORDS } from './answer-words.ts';
import type { Answers } from './answers.ts';
import { CLAIM_FIELDS } from './claim-fields.ts';
import { CLAIM_KINDS } from './claims.ts';
import type { Field } from './fields.ts';
import type { SentClaim } from './read-sent.server.ts';

/** The claims of a submission in words, by kind, in the order of the cédula. */
export function printedClaims(claims: SentClaim[]) {
	return CLAIM_KINDS.map((kind) => ({
		kind,
		title: KIND_WORDS[kind].many,
		claims: claims.filter((claim) => claim.kind === kind).map(printedClaim),
	})).filter((group) => group.claims.length > 0);
}

/** Answers in words, in the order of their questions, without those that were left out. */
export function printedAnswers(fields: readonly Field[], answers: Answers) {
	return fields
		.map((field) => ({
			label: field.summary ?? field.label,
			lines: answerLines(field, answers[field.name], labelOf),
		}))
		.filter(({ lines }) => lines.length > 0);
}

/** The whole name, as declared. */
export function printedName({ givenNames, firstSurname, secondSurname }: Answers): string {
	return [givenNames, firstSurname, secondSurname].filter(Boolean).join(' ');
}

function printedClaim({ kind, data, withdrawn, files }: SentClaim) {
	return {
		title: claimTitle(kind, data, labelOf),
		subtitle: claimSubtitle(kind, data),
		withdrawn,
		rows: printedAnswers(CLAIM_FIELDS[kind], data),
		files: files.map(printedFile),
	};
}

function printedFile({ name, pages, sizeBytes, sha256 }: EvidenceView) {
	const pageWords = pages === null ? '' : pages === 1 ? '1 página' : `${pages} páginas`;
	return { name, details: [pageWords, sizeInWords(sizeBytes)].filter(Boolean).join(', '), sha256 };
}
