import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import type { Answers } from './answers.ts';
import type { CedulaView } from './cedula.ts';
import { ANSWERED_SECTIONS, type AnsweredSection } from './sections.ts';

/** What the sections said on the day of sending; the identity has the names, the CURP and what follows from it. */
export type SubmittedAnswers = Record<AnsweredSection, Answers>;

/** The answers of a cédula as they are kept with its submission, encrypted with the person's key. */
export function sealAnswers(key: PersonKey, { sections }: Pick<CedulaView, 'sections'>): Buffer {
	const entries = ANSWERED_SECTIONS.map((section) => [section, sections[section].data]);
	return key.seal(Object.fromEntries(entries));
}

/** Reads what {@link sealAnswers} wrote (column `answers` of a submission). */
export function openAnswers(key: PersonKey, sealed: Buffer): SubmittedAnswers {
	return key.unseal<SubmittedAnswers>(sealed);
}
