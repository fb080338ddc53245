import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { db } from '#lib/platform/database.server.ts';
import type { CedulaView } from './cedula.ts';
import { readCedula } from './read-cedula.server.ts';

/** One's own cédula, whole: sections, claims with their files, what is missing, and how it stands. */
export async function getCedula(principal: Principal | null): Promise<CedulaView> {
	const { profileId } = authorizeOwner(principal, 'cedula.own');
	return readCedula(db(), profileId);
}
