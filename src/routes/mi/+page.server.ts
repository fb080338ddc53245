import { findOwnNewestAppeal } from '#lib/appeal/get-own-appeals.server.ts';
import { certificationNotice } from '#lib/cedula/certification-notice.server.ts';
import { openSubmissionOf } from '#lib/cedula/cedula.ts';
import { getCedula } from '#lib/cedula/get-cedula.server.ts';
import { getSubmission } from '#lib/cedula/get-submission.server.ts';
import { journeyOf, nextStepOf } from '#lib/cedula/journey.ts';
import { MOVES, type SubmissionState } from '#lib/cedula/submission.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { page } from '#lib/platform/http/page.server.ts';
import { findOwnRerating, findOwnStars } from '#lib/rating/get-own-rating.server.ts';
import { getOwnLowering } from '#lib/rating/lowering/get-own-lowering.server.ts';
import type { PageServerLoad } from './$types';
import { whereLeft } from '../cedula/cedula-texts.server.ts';
import { loweringNews } from './ponderacion/lowering-news.ts';
import { reratingNews } from './ponderacion/rerating-news.ts';
import { newestAppeal } from './ponderacion/appeal-news.server.ts';
import { remarkRows } from '../cedula/remark-rows.server.ts';

export const load: PageServerLoad = page(async ({ locals }) => {
	const [cedula, rating] = await Promise.all([getCedula(locals.principal), findOwnStars(locals.principal)]);
	const open = openSubmissionOf(cedula);
	const asked = open?.state === 'needs_you' ? (await getSubmission(locals.principal)).remarks : [];
	const rerated = rating?.reratingId ? await findOwnRerating(locals.principal) : null;
	const lowering = rating && (await getOwnLowering(locals.principal));
	const withdrawable: readonly SubmissionState[] = MOVES.withdraw.from;
	return {
		givenNames: String(cedula.sections.identity.data.givenNames ?? ''),
		steps: journeyOf(cedula, institution().settings.timeZone),
		next: nextStepOf(cedula),
		remarks: remarkRows(asked),
		certification: certificationNotice(cedula),
		left: cedula.missing.length > 0 && !open ? whereLeft(cedula) : null,
		stars: rating?.stars ?? null,
		rated: rating !== undefined,
		rerating: rerated && reratingNews(rerated, rerated.after),
		lowering: lowering ? loweringNews(lowering).short : null,
		appeal: rating ? newestAppeal(await findOwnNewestAppeal(locals.principal), rating.issuedAt) : null,
		folio: open && cedula.submission ? cedula.submission.folio : null,
		sent: cedula.submission !== null,
		withdrawable: open !== null && withdrawable.includes(open.state),
		emailToConfirm: cedula.email && !cedula.email.confirmed ? cedula.email.address : null,
	};
});
