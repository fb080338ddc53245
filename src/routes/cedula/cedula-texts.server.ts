import { labelOf } from '#lib/cedula/answer-rules.server.ts';
import { answerLines, claimSubtitle, claimTitle } from '#lib/cedula/answer-words.ts';
import type { Answers } from '#lib/cedula/answers.ts';
import type { CedulaView, ClaimView, Missing, MissingCode } from '#lib/cedula/cedula.ts';
import { CLAIM_STATE_LABELS, type ClaimState } from '#lib/cedula/claim-state.ts';
import type { Field } from '#lib/cedula/fields.ts';
import { lastEditedOf } from '#lib/cedula/last-edited.ts';
import { missingOfClaim } from '#lib/cedula/missing.ts';
import { claimPath, sectionPath } from '#lib/cedula/paths.ts';
import type { SectionName } from '#lib/cedula/sections.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDateLong, localDate, localDateTime } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';

/** An answer as a summary shows it. */
export type AnswerRow = { label: string; lines: string[]; href?: string };

/** Answers as a summary shows them; with `href`, each can be changed there. */
export function answerRows(
	fields: readonly Field[],
	answers: Answers,
	link?: { path: string; prefix: string },
): AnswerRow[] {
	return fields
		.filter(({ name, optional }) => !optional || answers[name] !== undefined)
		.map((field) => ({
			label: field.summary ?? field.label,
			lines: answerLines(field, answers[field.name], labelOf),
			...(link && { href: `${link.path}#f-${link.prefix}${field.name}` }),
		}));
}

/** A claim as lists show it. */
export type ClaimLine = {
	id: string;
	href: string;
	title: string;
	subtitle: string;
	state: ClaimState;
	stateLabel: string;
	/** what it still needs before it can be sent */
	lacks: string[];
	files: string[];
	counting: boolean;
};

/** A claim as lists show it. */
export function claimLine(claim: ClaimView): ClaimLine {
	const { id, kind, data, state, evidence, counting } = claim;
	return {
		id,
		href: claimPath(kind, id),
		title: claimTitle(kind, data, labelOf),
		subtitle: claimSubtitle(kind, data),
		state,
		stateLabel: CLAIM_STATE_LABELS[state],
		lacks: missingOfClaim(claim).map(({ message }) => message),
		files: evidence.map(({ name }) => name),
		counting: counting !== null,
	};
}

/** What is missing on one page of the cédula. */
export type MissingGroup = { title: string; href: string; items: Missing[] };

/** What is missing, page by page, each under the name of its section or claim. */
export function missingGroups({ missing, claims }: Pick<CedulaView, 'missing' | 'claims'>): MissingGroup[] {
	const pages = Map.groupBy(missing, ({ href }) => href.split('#')[0] ?? href);
	return [...pages].map(([href, items]) => {
		const claim = claims.find(({ kind, id }) => claimPath(kind, id) === href);
		const title = claim
			? claimTitle(claim.kind, claim.data, labelOf)
			: (PAGE_TITLES[items[0]!.code] ?? 'Su cédula');
		return { title, href, items };
	});
}

const PAGE_TITLES: Partial<Record<MissingCode, string>> = {
	email_unconfirmed: 'Su correo',
	contact_incomplete: 'Contacto',
	post_incomplete: 'Puesto actual',
	no_education_or_experience: 'Su trayectoria',
};

/** How a section is called in lists. */
export const SECTION_TITLES: Record<SectionName, string> = {
	identity: 'Identidad',
	contact: 'Contacto',
	post: 'Puesto actual',
	skills: 'Habilidades, idiomas y sistemas',
	interests: 'Intereses y disponibilidad',
	consents: 'Permisos sobre sus datos',
};

/** Where somebody left off, on whatever device: the part that was saved last, and when. */
export function whereLeft(cedula: Pick<CedulaView, 'sections' | 'claims'>) {
	const last = lastEditedOf(cedula);
	if (!last) return null;
	const saved = savedWords(last.savedAt)!;
	if ('section' in last)
		return { title: SECTION_TITLES[last.section], href: sectionPath(last.section), saved };
	const { kind, id, data } = last.claim;
	return { title: claimTitle(kind, data, labelOf), href: claimPath(kind, id), saved };
}

/** «Guardado a las 10:42», with the day when it was not today; nothing when nothing was saved. */
export function savedWords(savedAt: Date | null): string | undefined {
	if (!savedAt) return undefined;
	const { timeZone } = institution().settings;
	const { date, time } = localDateTime(savedAt, timeZone);
	const hour = `Guardado a las ${time.slice(0, 5)}`;
	return date === localDate(now(), timeZone) ? hour : `${hour} del ${formatDateLong(date)}`;
}
