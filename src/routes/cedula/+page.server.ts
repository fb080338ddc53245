import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { certificationNotice } from '#lib/cedula/certification-notice.server.ts';
import { openSubmissionOf, type CedulaView } from '#lib/cedula/cedula.ts';
import { CLAIM_KINDS, type ClaimKind } from '#lib/cedula/claims.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { missingOfClaim } from '#lib/cedula/missing.ts';
import { claimsPath, sectionPath } from '#lib/cedula/paths.ts';
import { SECTION_STATE_LABELS, SECTIONS, type SectionName } from '#lib/cedula/sections.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { PageServerLoad } from './$types';
import { missingGroups, savedWords } from './cedula-texts.server.ts';

type Row = { title: string; hint?: string; href: string; state: string; tone: Tone };

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const cedula = await getCedula(locals.principal);
	const { submission } = cedula;
	const changed = cedula.claims.filter((claim) => claim.changed).length;
	const saved = [...Object.values(cedula.sections), ...cedula.claims].map(({ savedAt }) => savedAt);
	const open = openSubmissionOf(cedula);
	return {
		about: SECTIONS.slice(0, 3).map((section) => sectionRow(section, cedula)),
		career: CLAIM_KINDS.map((kind) => claimsRow(kind, cedula)),
		wishes: SECTIONS.slice(3).map((section) => sectionRow(section, cedula)),
		certification: certificationNotice(cedula),
		missing: missingGroups(cedula),
		state: cedula.state,
		changed,
		open: open && submission && { ...open, folio: submission.folio, dueOn: formatDateLong(submission.dueOn) },
		correctBy: submission?.correctBy ? formatDateLong(submission.correctBy) : null,
		saved: url.searchParams.has('guardado') ? savedWords(newest(saved)) : undefined,
		removed: url.searchParams.has('quitado'),
		withdrawn: url.searchParams.has('retirada'),
	};
});

const TITLES: Record<SectionName, { title: string; hint?: string }> = {
	identity: { title: 'Identidad', hint: 'Nombre, CURP y RFC' },
	contact: { title: 'Contacto', hint: 'Teléfono y municipio' },
	post: { title: 'Puesto actual', hint: 'Dónde trabaja hoy' },
	skills: { title: 'Habilidades, idiomas y sistemas', hint: 'No dan puntos; ayudan a encontrarle' },
	interests: { title: 'Intereses y disponibilidad', hint: 'Para la bolsa de trabajo' },
	consents: { title: 'Permisos sobre sus datos', hint: 'Usted decide cada uso por separado' },
};

const TONES = { not_started: 'neutral', in_progress: 'warning', complete: 'success' } as const;

function sectionRow(section: SectionName, { sections }: CedulaView): Row {
	const { state, data } = sections[section];
	if (section === 'consents') return { ...TITLES.consents, href: sectionPath(section), ...given(data) };
	return {
		...TITLES[section],
		href: sectionPath(section),
		state: SECTION_STATE_LABELS[state],
		tone: TONES[state],
	};
}

/** Nobody has to consent to anything: none given is no task left. */
function given(consents: object): Pick<Row, 'state' | 'tone'> {
	const count = Object.values(consents).filter((granted) => granted === true).length;
	if (count === 0) return { state: 'Ninguno dado', tone: 'neutral' };
	return { state: count === 1 ? '1 dado' : `${count} dados`, tone: 'success' };
}

function claimsRow(kind: ClaimKind, { claims }: CedulaView): Row {
	const own = claims.filter((claim) => claim.kind === kind);
	const lacking = own.filter((claim) => missingOfClaim(claim).length > 0).length;
	const row = { title: KIND_WORDS[kind].many, href: claimsPath(kind) };
	const count = own.length === 1 ? '1 renglón' : `${own.length} renglones`;
	if (own.length === 0) return { ...row, state: SECTION_STATE_LABELS.not_started, tone: 'neutral' };
	if (lacking === 0) return { ...row, hint: count, state: SECTION_STATE_LABELS.complete, tone: 'success' };
	const hint = `${count}; ${lacking === 1 ? 'a uno le falta algo' : `a ${lacking} les falta algo`}`;
	return { ...row, hint, state: SECTION_STATE_LABELS.in_progress, tone: 'warning' };
}

function newest(instants: (Date | null)[]): Date | null {
	const known = instants.filter((instant) => instant !== null);
	return known.length > 0 ? new Date(Math.max(...known.map((instant) => instant.getTime()))) : null;
}
