import { openSubmissionOf, type CedulaView } from './cedula.ts';
import { obstacleToNewClaim, obstacleToSection } from './claim-state.ts';
import { CLAIM_KINDS, type ClaimKind } from './claims.ts';
import { claimsPath, sectionPath } from './paths.ts';

/** Something that a cédula can do without and is better with; `why` says what it is good for. */
export type Helpful = { message: string; why: string; href: string };

/**
 * What would help a cédula, in the order of its pages: nothing of it is needed to send it. No points are promised: how many
 * a claim gives is for the weighting model and the reviewer to say.
 */
export function helpfulOf(cedula: CedulaView): Helpful[] {
	return [...helpfulRfc(cedula), ...helpfulClaims(cedula), ...helpfulSections(cedula)];
}

const COUNTS = 'Cuenta en la ponderación si trae su documento.';

const CLAIMS: Record<ClaimKind, string> = {
	education: 'Agregue sus estudios, si no lo ha hecho.',
	experience: 'Agregue sus empleos, también el actual.',
	certification: 'Agregue sus certificados de competencia, si tiene.',
	training: 'Agregue los cursos y conferencias de los últimos tres años, y los que haya impartido.',
};

function helpfulRfc({ sections, submission }: CedulaView): Helpful[] {
	if (sections.identity.data.rfc || obstacleToSection('identity', openSubmissionOf({ submission })))
		return [];
	const why = 'Es opcional; sirve para comprobar que sus datos son los de su CURP.';
	return [{ message: 'Escriba su RFC.', why, href: `${sectionPath('identity')}#f-identity.rfc` }];
}

/** Kinds of which nothing was added; not that without which the cédula cannot be sent, which is told as missing. */
function helpfulClaims({ claims, submission, missing }: CedulaView): Helpful[] {
	if (obstacleToNewClaim(openSubmissionOf({ submission }))) return [];
	const needed = missing.some(({ code }) => code === 'no_education_or_experience');
	const isLeft = (kind: ClaimKind) =>
		!claims.some((claim) => claim.kind === kind) && !(needed && kind === 'experience');
	return CLAIM_KINDS.filter(isLeft).map((kind) => ({
		message: CLAIMS[kind],
		why: COUNTS,
		href: claimsPath(kind),
	}));
}

function helpfulSections({ sections }: CedulaView): Helpful[] {
	const unsaved = (['skills', 'interests'] as const).filter((section) => sections[section].version === 0);
	const given = Object.values(sections.consents.data).some((granted) => granted === true);
	return [
		...unsaved.map((section) => SECTIONS[section]),
		...(given
			? []
			: [
					{
						message: 'Decida qué permite hacer con sus datos.',
						why: 'Sin su permiso, ningún municipio puede encontrarle en el banco.',
						href: sectionPath('consents'),
					},
				]),
	];
}

const SECTIONS: Record<'skills' | 'interests', Helpful> = {
	skills: {
		message: 'Diga qué idiomas, sistemas y otras cosas sabe.',
		why: 'No da puntos; ayuda a encontrarle.',
		href: sectionPath('skills'),
	},
	interests: {
		message: 'Diga si le interesa otro puesto.',
		why: 'Sirve para proponerle vacantes.',
		href: sectionPath('interests'),
	},
};
