import { KIND_WORDS } from '#lib/cedula/answer-words.ts';
import { getSubmissionByFolio } from '#lib/cedula/get-submission.server.ts';
import { STATE_LABELS } from '#lib/cedula/submission.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { formatDate, formatDateLong, formatInstant, localDate } from '#lib/institution/plain-date.ts';
import { page } from '#lib/platform/http/page.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ locals, params, url }) => {
	const { timeZone, deadlines } = institution().settings;
	const sent = await getSubmissionByFolio(locals.principal, params.folio);
	const sentOn = localDate(sent.submittedAt, timeZone);
	return {
		folio: sent.folio,
		verifyAt: sent.verifyAt,
		name: locals.principal?.name ?? '',
		sentAt: formatInstant(sent.submittedAt, timeZone),
		receivedOn: formatDateLong(sent.receivedOn),
		late: sentOn !== sent.receivedOn,
		dueOn: formatDateLong(sent.dueOn),
		answerDays: deadlines.answer,
		correctionDays: deadlines.correction,
		state: sent.state,
		stateLabel: STATE_LABELS[sent.state],
		decidedOn: sent.decidedAt && formatDate(localDate(sent.decidedAt, timeZone)),
		claims: sent.claims.map(({ id, kind, title }) => ({ id, title, kind: KIND_WORDS[kind].one })),
		justSent: url.searchParams.has('enviada'),
		justAnswered: url.searchParams.has('respondida'),
		origin: url.origin,
	};
});
