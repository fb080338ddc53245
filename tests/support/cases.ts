import { randomBytes } from 'node:crypto';
import type { Principal } from '#lib/access/access.ts';
import { createClaim } from '#lib/cedula/create-claim.server.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { saveSections } from '#lib/cedula/save-section.server.ts';
import { submitCedula } from '#lib/cedula/submit-cedula.server.ts';
import { claimEvidence, evidence } from '#lib/evidence/tables.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { isKeptReading, issueRating } from '#lib/rating/issue-rating.server.ts';
import type { IssuedRating } from '#lib/rating/rating.ts';
import { giveVerdict } from '#lib/review/give-verdict.server.ts';
import { takeCase } from '#lib/review/take-next.server.ts';
import { aServant, aStaffMember } from './factories.ts';

type Claim = { kind: ClaimKind; data: Record<string, unknown> };

/** A related degree of licenciatura: 2200 points of model v1. */
export const A_DEGREE: Claim = {
	kind: 'education',
	data: {
		level: 'LICENCIATURA',
		programme: 'Licenciatura en Contaduría',
		field: 'ACCT_ADMIN',
		institution: 'Escuela Superior de Comercio y Hacienda Pública',
		finishedOn: '2015-06-30',
	},
};

/** A present finance post since January 2024. */
export const A_POST: Claim = {
	kind: 'experience',
	data: {
		employer: 'Ayuntamiento de Toluca',
		municipality: '15106',
		area: 'TES',
		level: 'ANALYST',
		position: 'Analista de egresos',
		from: '2024-01',
		to: null,
	},
};

const SECTIONS = {
	contact: { phone: '7221234567', municipality: '15106' },
	post: {
		entity: 'Ayuntamiento de Toluca',
		municipality: '15106',
		area: 'TES',
		position: 'Analista de egresos',
		level: 'ANALYST',
		since: '2024-01',
	},
};

/** A file that was looked at already, attached to a claim; its bytes are not stored. */
export async function attachSeenFile(profileId: string, claimId: string): Promise<string> {
	const id = newId();
	await db()
		.insert(evidence)
		.values({
			id,
			profileId,
			name: 'documento.pdf',
			mediaType: 'application/pdf',
			sizeBytes: 1000,
			sha256: randomBytes(32),
			pages: 1,
			scan: 'unscanned',
			createdAt: now(),
		});
	await db().insert(claimEvidence).values({ claimId, evidenceId: id, profileId, position: 1 });
	return id;
}

/** Somebody with everything that is needed to send their cédula. */
export async function aReadyServant(claims: Claim[] = [A_DEGREE]) {
	const servant = await aServant();
	await saveSections(servant, SECTIONS);
	const claimIds: string[] = [];
	for (const claim of claims) {
		const { id } = await createClaim(servant, claim);
		await attachSeenFile(servant.profileId, id);
		claimIds.push(id);
	}
	return { servant, claimIds };
}

/** A cédula just sent. */
export async function aSubmission(claims?: Claim[]) {
	const ready = await aReadyServant(claims);
	const { folio, dueOn } = await submitCedula(ready.servant, { truthDeclared: true });
	return { ...ready, folio, dueOn };
}

/** A cédula in the hands of a reviewer, every claim accepted unless told otherwise. */
export async function aDecidedCase(
	claims?: Claim[],
	verdict: { verdict: string; reason?: string; note?: string } = { verdict: 'accepted' },
) {
	const sent = await aSubmission(claims);
	const reviewer = await aStaffMember('reviewer');
	await takeCase(reviewer, sent.folio);
	for (const id of sent.claimIds) await giveVerdict(reviewer, id, { revision: 1, ...verdict });
	return { ...sent, reviewer };
}

/** The dictamen of a decided case. @throws Error when another person has to read it first */
export async function issuedRating(reviewer: Principal, folio: string): Promise<IssuedRating> {
	const answer = await issueRating(reviewer, folio, { identityAttested: true });
	if (isKeptReading(answer)) throw new Error(`${folio} was drawn for another reading`);
	return answer;
}

/** Somebody with a dictamen, and the reviewer who issued it. */
export async function aRatedServant(claims?: Claim[]): Promise<{
	servant: Principal & { profileId: string };
	reviewer: Principal;
	folio: string;
}> {
	const decided = await aDecidedCase(claims);
	await issuedRating(decided.reviewer, decided.folio);
	return decided;
}
