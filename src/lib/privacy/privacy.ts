import { CONSENT_PURPOSES, type ConsentPurpose, type PrivacyNotice } from '#lib/institution/documents.ts';

/** One yes or no for each voluntary purpose (rules.md, "Consent purposes"). */
export type Consents = Record<ConsentPurpose, boolean>;

/** A purpose as it is asked for. */
export type PurposeText = { key: ConsentPurpose; title: string; description: string };

/** What is asked when the institution's notice does not bring words of its own. */
const DEFAULT_TEXTS: Record<ConsentPurpose, Omit<PurposeText, 'key'>> = {
	bank: {
		title: 'Aparecer en el Banco de Capital Humano Hacendario',
		description:
			'Los ayuntamientos podrán encontrar su perfil validado cuando busquen personal. Sin este permiso nadie lo encuentra.',
	},
	jobAlerts: {
		title: 'Recibir avisos de vacantes',
		description: 'Le escribiremos cuando se publique una vacante que corresponda con su perfil.',
	},
	invitations: {
		title: 'Recibir invitaciones a cursos y conferencias',
		description: 'Le escribiremos cuando haya actividades de formación para usted.',
	},
	publicCv: {
		title: 'Publicar mi currículum',
		description: 'Su trayectoria validada podrá verse en una página pública con su nombre.',
	},
};

/** The voluntary purposes in order, with the words of the notice and, where it has none, with ours. */
export function purposeTexts(notice: Pick<PrivacyNotice, 'consents'>): PurposeText[] {
	return CONSENT_PURPOSES.map((key) => {
		const own = notice.consents.find((text) => text.key === key);
		return own ?? { key, ...DEFAULT_TEXTS[key] };
	});
}

/** No consent at all: how everybody starts. */
export function noConsents(): Consents {
	return { bank: false, jobAlerts: false, invitations: false, publicCv: false };
}
