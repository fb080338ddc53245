import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate } from '#lib/institution/plain-date.ts';
import type { PageServerLoad } from './$types';

/** The institution's own text. */
export const load: PageServerLoad = () => {
	const { help: document } = institution();
	return { document, publishedOn: formatDate(document.publishedOn) };
};
