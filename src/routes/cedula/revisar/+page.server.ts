import { redirect } from '@sveltejs/kit';
import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { openSubmissionOf, type CedulaView } from '#lib/cedula/cedula.ts';
import { CLAIM_KINDS } from '#lib/cedula/claims.ts';
import { CLAIM_FIELDS } from '#lib/cedula/claim-fields.ts';
import { NAME_FIELDS, SECTION_FIELDS } from '#lib/cedula/fields.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { claimPath, claimsPath, sectionPath } from '#lib/cedula/paths.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { answerRows, claimLine, missingGroups } from '../cedula-texts.server.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const cedula = await getCedula(locals.principal);
	const open = openSubmissionOf(cedula);
	if (open?.state === 'needs_you') redirect(303, '/cedula/observaciones');
	if (open && cedula.submission) redirect(303, `/cedula/acuse/${cedula.submission.folio}`);
	const update = cedula.state === 'rated';
	return {
		update,
		changed: cedula.claims.filter(({ changed }) => changed).length,
		missing: missingGroups(cedula),
		sections: sectionsToCheck(cedula),
		kinds: claimsToCheck(cedula, update),
	};
});

export const actions: Actions = {
	default: formAction(async ({ locals }, values) => {
		const { folio } = await submitCedula(locals.principal, {
			truthDeclared: values.truthDeclared === 'true',
		});
		redirect(303, `/cedula/acuse/${folio}?enviada`);
	}),
};

function sectionsToCheck({ sections, held }: CedulaView) {
	const parts = [
		{ title: 'Identidad', section: 'identity', fields: [...NAME_FIELDS, ...SECTION_FIELDS.identity] },
		{ title: 'Contacto', section: 'contact', fields: SECTION_FIELDS.contact },
		{ title: 'Puesto actual', section: 'post', fields: SECTION_FIELDS.post },
		{ title: 'Habilidades, idiomas y sistemas', section: 'skills', fields: SECTION_FIELDS.skills },
		{ title: 'Intereses y disponibilidad', section: 'interests', fields: SECTION_FIELDS.interests },
	] as const;
	return parts.map(({ title, section, fields }) => {
		const path = sectionPath(section);
		const link = section === 'identity' && held ? undefined : { path, prefix: `${section}.` };
		return { title, href: path, rows: answerRows(fields, sections[section].data, link) };
	});
}

/** The claims by kind; in an update only those that are sent. */
function claimsToCheck({ claims }: CedulaView, update: boolean) {
	return CLAIM_KINDS.map((kind) => ({
		title: KIND_WORDS[kind].many,
		add: KIND_WORDS[kind].add,
		href: claimsPath(kind),
		claims: claims
			.filter((claim) => claim.kind === kind && (!update || claim.changed))
			.map((claim) => ({
				...claimLine(claim),
				rows: answerRows(CLAIM_FIELDS[kind], claim.data, {
					path: claimPath(kind, claim.id),
					prefix: 'data.',
				}),
			})),
	}));
}
