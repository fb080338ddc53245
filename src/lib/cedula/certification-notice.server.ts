import { catalogue, findCatalogueItem, label, today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import type { Principal } from '#lib/access/access.ts';
import type { CedulaView } from './cedula.ts';
import {
	certificationTitle,
	dutyOfPost,
	owedCertification,
	remainingWords,
	type CertificationDuty,
	type CertificationRules,
} from './certify-by.ts';
import { getCedula } from './get-cedula.server.ts';

/** What a person is told of the certificate that their post needs. */
export type CertificationNotice = {
	title: string;
	/** «Quedan 30 días.» */
	remaining: string;
	certificate: string;
	legalSource: string;
	certifyBy: string;
	/** months after taking the post */
	months: number;
	dayKnown: boolean;
	/** the last day is over */
	past: boolean;
};

/** The posts, standards and term of this deployment. */
export function certificationRules(): CertificationRules {
	return {
		positions: catalogue('positions').items,
		validityYears: (standard) => findCatalogueItem('competencies', standard)?.validityYears ?? null,
		months: institution().settings.deadlines.certificationMonths,
	};
}

/** The certificate that is owed today for the declared post, if any. */
export function certificationOwed(cedula: Pick<CedulaView, 'sections' | 'claims'>): CertificationDuty | null {
	return owedCertification(cedula, certificationRules(), today());
}

/** The same in words, for the pages of the person. */
export function certificationNotice(
	cedula: Pick<CedulaView, 'sections' | 'claims'>,
): CertificationNotice | null {
	const duty = certificationOwed(cedula);
	if (!duty) return null;
	const day = today();
	return {
		title: certificationTitle(duty, day),
		remaining: remainingWords(duty.certifyBy, day),
		certificate: label('competencies', duty.standard),
		legalSource: duty.legalSource,
		certifyBy: duty.certifyBy,
		months: certificationRules().months,
		dayKnown: duty.dayKnown,
		past: duty.certifyBy < day,
	};
}

/** The same for the page of the post, whose sections are read already: most posts need no certificate, and no claim is read. */
export async function findOwnCertificationNotice(
	principal: Principal | null,
	{ post }: Pick<CedulaView['sections'], 'post'>,
): Promise<CertificationNotice | null> {
	if (!dutyOfPost(post.data, certificationRules())) return null;
	return certificationNotice(await getCedula(principal));
}
