import { redirect } from '@sveltejs/kit';
import { listEvidence } from '#lib/cedula/list-evidence.server.ts';
import { removeEvidence } from '#lib/cedula/remove-evidence.server.ts';
import { DOCUMENTS_PATH } from '#lib/evidence/evidence.ts';
import { isShelfView, searchShelf, SHELF_VIEWS, sliceAfter, type ShelfFile } from '#lib/evidence/shelf.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, localDate } from '#lib/institution/plain-date.ts';
import { formAction, page } from '#lib/platform/http/page.server.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_SIZE = 50;
/** A shorter list is seen at a glance and needs no search. */
const WORTH_SEARCHING = 6;

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const { files, takenBytes, limits } = await listEvidence(locals.principal);
	const asked = url.searchParams.get('ver');
	const view = isShelfView(asked) ? asked : 'todos';
	const words = url.searchParams.get('q') ?? '';
	const found = searchShelf(files, view, words);
	const { items, previous, next } = sliceAfter(found, url.searchParams.get('despues'), PAGE_SIZE);
	const link = (after: string | null) => (after === null ? undefined : addressOf({ view, words, after }));
	return {
		files: items.map(shown),
		total: files.length,
		found: found.length,
		takenBytes,
		roomBytes: limits.personSizeBytes,
		asked: { view, words },
		views: Object.entries(SHELF_VIEWS).map(([value, { label }]) => ({ value, label })),
		searchable: files.length > WORTH_SEARCHING,
		previousHref: link(previous),
		nextHref: link(next),
		removed: url.searchParams.has('eliminado'),
	};
});

export const actions: Actions = {
	remove: formAction(async ({ locals }, { evidenceId }) => {
		await removeEvidence(locals.principal, evidenceId ?? '');
		redirect(303, `${DOCUMENTS_PATH}?eliminado`);
	}),
};

function shown(file: ShelfFile) {
	const { timeZone } = institution().settings;
	return { ...file, added: formatDate(localDate(file.addedAt, timeZone)) };
}

function addressOf({ view, words, after }: { view: string; words: string; after: string }): string {
	const query = new URLSearchParams({ ver: view, q: words, despues: after });
	return `${DOCUMENTS_PATH}?${query}`;
}
