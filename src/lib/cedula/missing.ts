import type { CedulaView, ClaimView, Missing, MissingCode } from './cedula.ts';
import { documentLightOf } from './document-light.ts';
import { claimPath, claimsPath, sectionPath } from './paths.ts';
import { NEEDED_ANSWERS, type AnsweredSection } from './sections.ts';

/** Page on which the address is confirmed. */
const EMAIL_PATH = '/mi/cuenta';

/** What a cédula still needs, in the order in which its pages come; empty when it can be sent. */
export function missingOf(cedula: Omit<CedulaView, 'missing'>): Missing[] {
	return [
		...missingEmail(cedula),
		...missingAnswers('contact', 'contact_incomplete', cedula),
		...missingAnswers('post', 'post_incomplete', cedula),
		...missingCareer(cedula.claims),
		...cedula.claims.flatMap(missingOfClaim),
	];
}

/** What one claim needs before it can be sent; what was sent already and did not change needs nothing. */
export function missingOfClaim(claim: ClaimView): Missing[] {
	if (!claim.changed && claim.state !== 'observed') return [];
	const href = claimPath(claim.kind, claim.id);
	const needed = Object.entries(claim.lacking).map(([field, message]): Missing => ({
		code: 'claim_incomplete',
		message,
		href: `${href}#f-data.${field}`,
	}));
	return [...needed, ...missingEvidence(claim, `${href}#documentos`)];
}

function missingEvidence({ evidence }: ClaimView, href: string): Missing[] {
	const light = documentLightOf({ evidence });
	if (light === 'checking') {
		const message =
			'Un documento sigue en revisión de seguridad. Espere unos segundos y vuelva a cargar la página.';
		return [{ code: 'evidence_pending', message, href }];
	}
	if (light === 'have') return [];
	const message =
		evidence.length === 0
			? 'Agregue al menos un documento que lo pruebe.'
			: 'Ningún documento de este renglón se pudo usar. Agregue otro.';
	return [{ code: 'claim_without_evidence', message, href }];
}

function missingEmail({ email, vouchedFor }: Omit<CedulaView, 'missing'>): Missing[] {
	if (!email || email.confirmed || vouchedFor) return [];
	const message = 'Confirme su correo: abra el mensaje que le enviamos y siga el enlace.';
	return [{ code: 'email_unconfirmed', message, href: EMAIL_PATH }];
}

function missingAnswers(
	section: AnsweredSection,
	code: MissingCode,
	{ sections }: Omit<CedulaView, 'missing'>,
): Missing[] {
	return Object.entries(NEEDED_ANSWERS[section] ?? {})
		.filter(([field]) => sections[section].data[field] === undefined)
		.map(([field, message]) => ({ code, message, href: `${sectionPath(section)}#f-${section}.${field}` }));
}

function missingCareer(claims: readonly ClaimView[]): Missing[] {
	if (claims.some(({ kind }) => kind === 'education' || kind === 'experience')) return [];
	const message = 'Agregue al menos un estudio o un empleo.';
	return [{ code: 'no_education_or_experience', message, href: claimsPath('experience') }];
}
