import type { Principal } from '#lib/access/access.ts';
import { labelOf } from '#lib/cedula/answer-rules.server.ts';
import { claimTitle, KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { certificationNotice } from '#lib/cedula/certification-notice.server.ts';
import { openSubmissionOf, type CedulaView } from '#lib/cedula/cedula.ts';
import { CLAIM_KINDS, type ClaimKind } from '#lib/cedula/claims.ts';
import { DOCUMENT_LIGHT_LABELS, documentLightOf } from '#lib/cedula/document-light.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { answerByWords } from '#lib/cedula/journey.ts';
import { helpfulOf } from '#lib/cedula/helpful.ts';
import { lastEditedOf } from '#lib/cedula/last-edited.ts';
import { missingOfClaim } from '#lib/cedula/missing.ts';
import { minutesLeft, MINUTES_A_CLAIM, minutesWords } from '#lib/cedula/minutes.ts';
import { claimPath, claimsPath, sectionPath } from '#lib/cedula/paths.ts';
import { SECTION_STATE_LABELS, SECTIONS, type SectionName } from '#lib/cedula/sections.ts';
import { formatDateLong } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { RenderOnly } from '#lib/platform/render-only.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { PageServerLoad } from './$types';
import { missingGroups, savedWords, SECTION_TITLES, whereLeft } from './cedula-texts.server.ts';

type Row = { title: string; hint?: string; href: string; state: string; tone: Tone };

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const cedula = await getCedula(locals.principal);
	const { submission } = cedula;
	const changed = cedula.claims.filter((claim) => claim.changed).length;
	const open = openSubmissionOf(cedula);
	return {
		about: SECTIONS.slice(0, 3).map((section) => sectionRow(section, cedula)),
		career: CLAIM_KINDS.map((kind) => claimsRow(kind, cedula)),
		wishes: wishesOf(locals.principal).map((section) => sectionRow(section, cedula)),
		certification: certificationNotice(cedula),
		missing: missingGroups(cedula),
		time: timeLeft(cedula),
		helpful: new RenderOnly(helpfulOf(cedula)),
		documents: new RenderOnly(documentRows(cedula)),
		left: whereLeft(cedula),
		state: cedula.state,
		changed,
		open: open && submission && { ...open, folio: submission.folio, dueOn: formatDateLong(submission.dueOn) },
		answerBy: submission ? answerByWords(submission) : '',
		saved: url.searchParams.has('guardado') ? savedWords(lastEditedOf(cedula)?.savedAt ?? null) : undefined,
		removed: url.searchParams.has('quitado'),
		withdrawn: url.searchParams.has('retirada'),
	};
});

const HINTS: Record<SectionName, string> = {
	identity: 'Nombre, CURP y RFC',
	contact: 'Teléfono y municipio',
	post: 'Dónde trabaja hoy',
	skills: 'No dan puntos; ayudan a encontrarle',
	interests: 'Para la bolsa de trabajo',
	consents: 'Usted decide cada uso por separado',
};

const TONES = { not_started: 'neutral', in_progress: 'warning', complete: 'success' } as const;

function sectionRow(section: SectionName, { sections }: CedulaView): Row {
	const { state, data } = sections[section];
	const row = { title: SECTION_TITLES[section], hint: HINTS[section], href: sectionPath(section) };
	if (section === 'consents') return { ...row, ...given(data) };
	return { ...row, state: SECTION_STATE_LABELS[state], tone: TONES[state] };
}

/** What the person permits is decided by the person alone, not at the desk. */
function wishesOf(principal: Principal | null): SectionName[] {
	return SECTIONS.slice(3).filter((section) => section !== 'consents' || !principal?.assists);
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

/** How long it takes until the cédula can be sent, and what each further claim takes while there is none. */
function timeLeft(cedula: CedulaView): string {
	const left = `Le faltan ${minutesWords(minutesLeft(cedula))} con sus documentos a la mano`;
	if (cedula.claims.length > 0) return `${left}.`;
	return `${left}, y ${minutesWords(MINUTES_A_CLAIM)} más por cada otro estudio, empleo, certificado o curso.`;
}

const LIGHT_TONES = { have: 'success', checking: 'info', lacking: 'warning' } as const;

/** For each claim, whether its document is there. */
function documentRows({ claims }: CedulaView) {
	return claims.map((claim) => {
		const light = documentLightOf(claim);
		return {
			title: claimTitle(claim.kind, claim.data, labelOf),
			kind: KIND_WORDS[claim.kind].one,
			href: `${claimPath(claim.kind, claim.id)}#documentos`,
			tone: LIGHT_TONES[light],
			state: DOCUMENT_LIGHT_LABELS[light],
		};
	});
}
