import { institution } from '#lib/institution/load-institution.server.ts';
import { documentAt } from '../document-versions.server.ts';
import type { PageServerLoad } from './$types';

/** The policies that regulate the service. */
export const load: PageServerLoad = ({ url }) => documentAt(institution().policies, url);
