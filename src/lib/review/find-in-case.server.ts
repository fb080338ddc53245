import type { Principal } from '#lib/access/access.ts';
import { readTextForReview } from '#lib/cedula/read-submitted-evidence.server.ts';
import { findInFiles, searchLimits, searchWords } from './find.ts';

/** A page of a document on which something was found, with the words around each place. */
export type FoundPage = { claimId: string; fileId: string; name: string; page: number; contexts: string[] };

/** What looking for words in all documents of a case found, in words. */
export type CaseSearch = { query: string; words: string; limits: string[]; pages: FoundPage[] };

type Claim = { id: string; files: readonly { id: string; name: string }[] };

/** Nothing longer is looked for. */
const LONGEST_QUERY = 100;

/**
 * Looks for words in all documents of an opened case, for a page without script; each document that is looked into is on
 * the person's access log as opened.
 * @param query what was typed; null or empty looks for nothing
 * @throws Refusal as `readTextForReview`
 */
export async function findInCase(
	principal: Principal | null,
	claims: readonly Claim[],
	query: string | null,
): Promise<CaseSearch | null> {
	const typed = query?.trim().slice(0, LONGEST_QUERY);
	if (!typed) return null;
	const files = [];
	for (const { id, name } of filesOnce(claims))
		files.push({ id, name, text: await readTextForReview(principal, id) });
	const places = findInFiles(files, typed);
	const byPage = Map.groupBy(places, ({ fileId, page }) => `${fileId} ${page}`);
	const pages = [...byPage.values()].map((found): FoundPage => {
		const { fileId, name, page } = found[0]!;
		const contexts = [...new Set(found.map(({ context }) => context))];
		return { claimId: claimWith(claims, fileId), fileId, name, page, contexts };
	});
	const words = searchWords(typed, files, places, -1) || 'Escriba al menos dos letras o números';
	return { query: typed, words, limits: searchLimits(files), pages };
}

function claimWith(claims: readonly Claim[], fileId: string): string {
	return claims.find(({ files }) => files.some(({ id }) => id === fileId))!.id;
}

/** Each document once, although several claims have it. */
function filesOnce(claims: readonly Claim[]) {
	return new Map(claims.flatMap(({ files }) => files.map((file) => [file.id, file]))).values();
}
