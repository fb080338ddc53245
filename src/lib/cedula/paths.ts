import { isClaimKind, type ClaimKind } from './claims.ts';
import { SECTIONS, type SectionName } from './sections.ts';

const SECTION_SLUGS: Record<SectionName, string> = {
	identity: 'identidad',
	contact: 'contacto',
	post: 'puesto',
	skills: 'habilidades',
	interests: 'intereses',
	consents: 'consentimientos',
};

const KIND_SLUGS: Record<ClaimKind, string> = {
	education: 'formacion',
	experience: 'experiencia',
	certification: 'certificaciones',
	training: 'capacitacion',
};

/** Address of the page of a section. */
export function sectionPath(section: SectionName): string {
	return `/cedula/${SECTION_SLUGS[section]}`;
}

/** Address of the list of claims of a kind. */
export function claimsPath(kind: ClaimKind): string {
	return `/cedula/${KIND_SLUGS[kind]}`;
}

/** Address of the page of one claim. */
export function claimPath(kind: ClaimKind, id: string): string {
	return `${claimsPath(kind)}/${id}`;
}

/** The section that a part of an address names. */
export function sectionOfSlug(slug: string): SectionName | undefined {
	return SECTIONS.find((section) => SECTION_SLUGS[section] === slug);
}

/** The kind of claim that a part of an address names. */
export function kindOfSlug(slug: string): ClaimKind | undefined {
	return Object.keys(KIND_SLUGS)
		.filter(isClaimKind)
		.find((kind) => KIND_SLUGS[kind] === slug);
}
