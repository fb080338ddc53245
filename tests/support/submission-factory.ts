import { identityHash } from '#lib/accounts/identity-hash.server.ts';
import { account, profile } from '#lib/accounts/tables.server.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { sealAnswers } from '#lib/cedula/submitted-answers.server.ts';
import {
	claim,
	claimRevision,
	revisionEvidence,
	submission,
	remark,
	submissionClaim,
} from '#lib/cedula/tables.server.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { buildCurp, type CurpPerson } from '#lib/identifiers/curp.ts';
import { addDays } from '#lib/institution/plain-date.ts';
import { now } from '#lib/platform/clock.ts';
import { db, inTransaction, type Transaction } from '#lib/platform/database.server.ts';
import { newId } from '#lib/platform/ids.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';
import { createPersonKey, getPersonKey } from '#lib/platform/person-keys.server.ts';
import { keyedHash } from '#lib/platform/secrets.server.ts';
import { conflictOfInterest, secondReading } from '#lib/review/tables.server.ts';

type ClaimWish = {
	kind?: ClaimKind;
	data?: Record<string, unknown>;
	state?: string;
	evidenceIds?: string[];
	/** what its file holds, when the same bytes matter */
	bytes?: string;
};

/** How somebody is called and when they were born; another `homonym` gives another CURP. */
type PersonWish = Partial<Omit<CurpPerson, 'secondSurname'>> & { secondSurname?: string };

type Wish = {
	/** an existing profile, else a new person without account */
	profileId?: string;
	person?: PersonWish;
	claims?: ClaimWish[];
} & Partial<Omit<typeof submission.$inferInsert, 'id' | 'profileId' | 'answers'>>;

/** A plausible degree. */
const DEGREE = {
	level: 'LICENCIATURA',
	programme: 'Licenciatura en Contaduría',
	field: 'ACCT_ADMIN',
	institution: 'Universidad Autónoma del Estado de México',
	finishedOn: '2012-07-01',
};

let made = 0;

/** A cédula that was sent, with one claim and one file unless told otherwise; its person has no account. */
export async function aSubmission(wish: Wish = {}) {
	const { profileId: given, person, claims: wishes = [{}], ...columns } = wish;
	return inTransaction(async (tx) => {
		const number = ++made;
		const { profileId, key, identity } = await personFor(tx, given, number, person);
		const claims = [];
		for (const each of wishes) claims.push(await aSentClaim(tx, profileId, each));
		const id = newId();
		const folio = `SHM-2026-${String(number).padStart(6, '0')}`;
		const data = { version: 1, state: 'complete' as const, savedAt: now() };
		const post = {
			entity: 'Ayuntamiento de Toluca',
			municipality: '15106',
			area: 'TES',
			position: 'Tesorera',
			level: 'HEAD',
			since: '2022-01',
		};
		const sections = {
			identity: { ...data, data: identity },
			contact: { ...data, data: {} },
			post: { ...data, data: post },
			skills: { ...data, data: {} },
			interests: { ...data, data: {} },
			consents: { ...data, data: {} },
		};
		await tx.insert(submission).values({
			id,
			folio,
			verificationCode: newReadableCode(),
			profileId,
			state: 'received',
			submittedAt: now(),
			receivedOn: '2026-11-17',
			dueOn: '2026-11-24',
			municipality: '15106',
			claimCount: claims.length,
			answers: sealAnswers(key, { sections }),
			...columns,
		});
		for (const each of claims) {
			const { claimId, revisionId, state } = each;
			await tx.insert(submissionClaim).values({ submissionId: id, claimId, revisionId, profileId, state });
		}
		return { id, folio, profileId, claims, claimId: claims[0]?.claimId ?? '' };
	});
}

async function personFor(
	tx: Transaction,
	given: string | undefined,
	number: number,
	{
		givenNames = 'Ximena',
		firstSurname = 'Quiroz',
		secondSurname = 'Montiel',
		birthDate = addDays('1970-01-01', number),
		...rest
	}: PersonWish = {},
) {
	const names = { givenNames, firstSurname, secondSurname };
	const curp = buildCurp({ ...names, birthDate, sex: 'M', birthState: 'MC', ...rest });
	const identity = { ...names, curp, birthDate, sex: 'M', birthState: 'MC' };
	if (given) return { profileId: given, identity, key: await getPersonKey(given, tx) };
	const profileId = newId();
	const key = await createPersonKey(tx, profileId);
	const curpHash = keyedHash('curp', `${curp}-${profileId}`);
	await tx.insert(profile).values({
		id: profileId,
		curpHash,
		curpSealed: key.seal(curp),
		identityHash: identityHash({ ...names, curp }),
		...names,
		createdAt: now(),
	});
	return { profileId, identity, key };
}

async function aSentClaim(tx: Transaction, profileId: string, wish: ClaimWish) {
	const { kind = 'education', data = DEGREE, state = 'submitted' } = wish;
	const [claimId, revisionId] = [newId(), newId()];
	await tx.insert(claim).values({
		id: claimId,
		profileId,
		kind,
		state: 'submitted',
		revision: 1,
		version: 1,
		sentRevisionId: revisionId,
		createdAt: now(),
		savedAt: now(),
	});
	await tx
		.insert(claimRevision)
		.values({ id: revisionId, claimId, profileId, number: 1, kind, data, createdAt: now() });
	const evidenceIds = wish.evidenceIds ?? [await aFile(tx, profileId, wish.bytes)];
	for (const [position, evidenceId] of evidenceIds.entries())
		await tx.insert(revisionEvidence).values({ revisionId, evidenceId, profileId, position });
	return { claimId, revisionId, state, evidenceIds };
}

async function aFile(tx: Transaction, profileId: string, bytes?: string): Promise<string> {
	const id = newId();
	await tx.insert(evidence).values({
		id,
		profileId,
		name: 'titulo.pdf',
		mediaType: 'application/pdf',
		sizeBytes: 300_000,
		sha256: keyedHash('test', bytes ?? id),
		pages: 2,
		scan: 'clean',
		createdAt: now(),
	});
	return id;
}

/** Empties the queue between tests of one file. */
export async function forgetSubmissions(): Promise<void> {
	await db().delete(secondReading);
	await db().delete(submissionClaim);
	await db().delete(remark);
	await db().delete(submission);
	await db().delete(conflictOfInterest);
}

/** A reviewer without password: quick to make where many are needed. */
export async function aReviewerNamed(name: string) {
	const accountId = newId();
	await inTransaction(async (tx) => {
		await tx.insert(account).values({
			id: accountId,
			email: `${accountId}@instituto.example`,
			emailConfirmedAt: now(),
			name,
			roles: ['reviewer'],
			createdAt: now(),
		});
	});
	return { accountId, profileId: null, name, roles: ['reviewer' as const], channel: 'web' as const };
}
