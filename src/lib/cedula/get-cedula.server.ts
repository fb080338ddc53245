import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { onOneConnection } from '#lib/platform/database.server.ts';
import type { CedulaView, SectionsView } from './cedula.ts';
import { readCedula, readSections } from './read-cedula.server.ts';

/** One's own cédula, whole: sections, claims with their files, what is missing, and how it stands. */
export async function getCedula(principal: Principal | null): Promise<CedulaView> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	return onOneConnection((reader) => readCedula(reader, profileId));
}

/** The sections of one's own cédula, without the claims, and what decides whether they may be edited. */
export async function getSections(principal: Principal | null): Promise<SectionsView> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	const { sections, submission, held } = await onOneConnection((reader) => readSections(reader, profileId));
	return { sections, submission, held };
}
