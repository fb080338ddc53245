import { institution } from '#lib/institution/load-institution.server.ts';
import { documentAt } from '../document-versions.server.ts';
import type { PageServerLoad } from './$types';

/** The privacy notice: simplified first, then in full (LGPDPPSO arts. 21 and 22). */
export const load: PageServerLoad = ({ url }) => documentAt(institution().privacyNotices, url);
