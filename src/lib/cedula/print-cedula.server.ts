import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import type { OpenedFile } from '#lib/evidence/read-evidence.server.ts';
import { birthRows } from './birth-rows.server.ts';
import { NAME_FIELDS, SECTION_FIELDS } from './fields.ts';
import { printDocument } from './print-document.server.ts';
import { printedAnswers, printedClaims } from './printed-claims.server.ts';
import { readSent, type Sent } from './read-sent.server.ts';

/**
 * One's own cédula as a PDF, with the answers and files that were sent under a folio, whatever was changed since.
 * @throws Refusal not_found for a folio that is not this person's; unavailable when no PDF can be made just now
 */
export async function printCedula(principal: Principal | null, folio: string): Promise<OpenedFile> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	const sent = await readSent(profileId, folio);
	return printDocument('cedula', 'cedula', sent, {
		sections: printedSections(sent),
		kinds: printedClaims(sent.claims),
	});
}

function printedSections({ answers }: Sent) {
	const { identity, contact, post, skills, interests } = answers;
	const email = { label: 'Correo', lines: contact.email ? [String(contact.email)] : [] };
	const sections = [
		{
			title: 'Identidad',
			rows: [
				...printedAnswers(NAME_FIELDS, identity),
				...birthRows(identity),
				...printedAnswers(SECTION_FIELDS.identity, identity),
			],
		},
		{ title: 'Contacto', rows: [...printedAnswers(SECTION_FIELDS.contact, contact), email] },
		{ title: 'Puesto actual', rows: printedAnswers(SECTION_FIELDS.post, post) },
		{ title: 'Habilidades, idiomas y sistemas', rows: printedAnswers(SECTION_FIELDS.skills, skills) },
		{ title: 'Intereses y disponibilidad', rows: printedAnswers(SECTION_FIELDS.interests, interests) },
	];
	return sections
		.map(({ title, rows }) => ({ title, rows: rows.filter(({ lines }) => lines.length > 0) }))
		.filter(({ rows }) => rows.length > 0);
}
