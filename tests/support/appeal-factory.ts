import type { Principal } from '#lib/access/access.ts';
import { issueRating } from '#lib/rating/issue-rating.server.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { takeCase } from '#lib/review/take-next.server.ts';
import { A_DEGREE, A_POST, aDecidedCase, aRatedServant, aSubmission } from './cases.ts';
import { aStaffMember } from './factories.ts';
import { askAppeal } from '#lib/appeal/ask-appeal.server.ts';

/** Why the degree of {@link anAppeal} was rejected. */
const REJECTED = { verdict: 'rejected', reason: 'not-accredited', note: 'No acredita el grado.' };

/** Somebody whose degree and post were rejected and who asked about their studies, and another person who may answer. */
export async function anAppeal(reasons: Record<string, string> = { A1: 'El título dice licenciatura.' }) {
	const decided = await aDecidedCase([A_DEGREE, A_POST], REJECTED);
	await issueRating(decided.reviewer, decided.folio, { identityAttested: true });
	const appeal = await askAppeal(decided.servant, { reasons });
	const [degreeId, postId] = decided.claimIds as [string, string];
	return { ...decided, degreeId, postId, appeal, another: await aStaffMember('reviewer') };
}

/** Like {@link anAppeal}, of somebody with everything accepted, who asks about their experience. */
export async function anAppealOfAccepted() {
	const rated = await aRatedServant([A_DEGREE, A_POST]);
	const appeal = await askAppeal(rated.servant, { reasons: { E1: 'Faltan meses.' } });
	return { ...rated, appeal, another: await aStaffMember('reviewer') };
}

/** An appeal against a dictamen of this reviewer or administrator. */
export async function anAppealAgainst(issuer: Principal) {
	const { servant, claimIds, folio } = await aSubmission();
	await takeCase(issuer, folio);
	for (const id of claimIds) await giveVerdict(issuer, id, { revision: 1, ...REJECTED });
	await issueRating(issuer, folio, { identityAttested: true });
	return {
		servant,
		folio,
		appeal: await askAppeal(servant, { reasons: { A1: 'El título dice licenciatura.' } }),
	};
}

/** An answer that upholds these criteria. */
export function upholding(...criteria: string[]) {
	const answer = { outcome: 'upheld', explanation: 'Se revisó de nuevo y el documento no lo acredita.' };
	return { criteria: Object.fromEntries(criteria.map((key) => [key, answer])), claims: {} };
}

/** An answer that changes these criteria by accepting a claim. */
export function accepting(claimId: string, ...criteria: string[]) {
	const answer = { outcome: 'changed', explanation: 'El documento sí acredita el grado.' };
	return {
		criteria: Object.fromEntries(criteria.map((key) => [key, answer])),
		claims: { [claimId]: { verdict: 'accepted' } },
	};
}

/** Whoever of several staff members is meant, as another channel would bring them. */
export function byKey(principal: Principal, scope: NonNullable<Principal['scope']>): Principal {
	return { ...principal, channel: 'api', scope };
}
