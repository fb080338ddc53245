import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { getHistory, type PastClaim, type PastRevision } from '#lib/cedula/get-history.server.ts';
import { REVISION_STATE_LABELS } from '#lib/cedula/history.ts';
import { claimPath } from '#lib/cedula/paths.ts';
import { STATE_LABELS } from '#lib/cedula/submission.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, localDate } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { RenderOnly } from '#lib/platform/render-only.ts';
import { listOwnStars } from '#lib/rating/list-own-stars.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, url }) => {
	const asked = (name: string) => url.searchParams.get(name) || undefined;
	const [submissionsAfter, claimsAfter] = [asked('envios'), asked('renglones')];
	const history = await getHistory(locals.principal, { submissionsAfter, claimsAfter });
	const { submissions, nextSubmissions, claims, nextClaims } = history;
	const stars = await listOwnStars(
		locals.principal,
		submissions.map(({ id }) => id),
	);
	const link = (name: string, value: string | null) => value && addressWith(url, name, value);
	return {
		submissions: new RenderOnly(
			submissions.map(({ id, folio, state, submittedAt, decidedAt }) => ({
				folio,
				state,
				stateLabel: STATE_LABELS[state],
				sentOn: dayOf(submittedAt),
				decidedOn: decidedAt && dayOf(decidedAt),
				stars: stars.get(id),
			})),
		),
		claims: new RenderOnly(claims.map(shownClaim)),
		nextSubmissions: link('envios', nextSubmissions),
		firstSubmissions: submissionsAfter && addressWith(url, 'envios', null),
		nextClaims: link('renglones', nextClaims),
		firstClaims: claimsAfter && addressWith(url, 'renglones', null),
	};
});

function shownClaim({ id, kind, title, subtitle, withdrawnAt, unsent, revisions, older }: PastClaim) {
	return {
		id,
		kind: KIND_WORDS[kind].one,
		href: withdrawnAt ? null : claimPath(kind, id),
		title,
		subtitle,
		withdrawnOn: withdrawnAt && dayOf(withdrawnAt),
		unsent,
		older,
		revisions: revisions.map(shownRevision),
	};
}

function shownRevision({ number, sentAt, state, folio, changes, otherFiles }: PastRevision) {
	return {
		number,
		sentOn: dayOf(sentAt),
		state,
		stateLabel: REVISION_STATE_LABELS[state],
		folio,
		changes: changes ?? [],
		otherFiles,
		unchanged: changes?.length === 0 && !otherFiles,
	};
}

function dayOf(instant: Date): string {
	return formatDate(localDate(instant, institution().settings.timeZone));
}

function addressWith(url: URL, name: string, value: string | null): string {
	const query = new URLSearchParams(url.searchParams);
	if (value === null) query.delete(name);
	else query.set(name, value);
	return `/cedula/historial?${query}`;
}
