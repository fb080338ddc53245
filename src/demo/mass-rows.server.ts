import { v7 } from 'uuid';
import { curpHash } from '#lib/accounts/curp.server.ts';
import { identityHash } from '#lib/accounts/identity-hash.server.ts';
import type { account, profile } from '#lib/accounts/tables.server.ts';
import type { EntryFacts } from '#lib/bank/project-entry.server.ts';
import { termFrom } from '#lib/cedula/deadlines.server.ts';
import { sealAnswers } from '#lib/cedula/submitted-answers.server.ts';
import type { cedulaSection, submission } from '#lib/cedula/tables.server.ts';
import { shownClock } from '#lib/institution/load-institution.server.ts';
import { localDate } from '#lib/institution/plain-date.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import { newReadableCode } from '#lib/platform/readable-code.server.ts';
import type { consent, noticeAcknowledgement } from '#lib/privacy/tables.server.ts';
import { proveElements } from '#lib/rating/rating.ts';
import type { rating } from '#lib/rating/tables.server.ts';
import type { CompetencyFacts } from '#lib/rating/certification.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { scoreProfile } from '#lib/rating/score.ts';
import { careerOf, type Career } from './career.ts';
import type { CareerCatalogues } from './career-plan.ts';
import { LANGUAGES, SYSTEMS } from './career-words.ts';
import { claimRows, type ClaimRows } from './mass-claims.ts';
import { toldOn, type MassPlan, type MassWorld } from './mass-plan.ts';

/** What the rows of all people share. */
export type MassContext = {
	world: MassWorld;
	catalogues: CareerCatalogues;
	competencies: CompetencyFacts;
	model: WeightingModel;
	noticeVersion: string;
	/** null: nobody can sign in */
	passwordHash: string | null;
	/** whoever decided and signed everything */
	reviewer: { accountId: string; name: string };
};

/** All rows of one person or of many, by table; the folios of the submissions are given out later. */
export type PersonRows = ClaimRows & {
	profiles: (typeof profile.$inferInsert)[];
	accounts: (typeof account.$inferInsert)[];
	acknowledgements: (typeof noticeAcknowledgement.$inferInsert)[];
	consents: (typeof consent.$inferInsert)[];
	sections: (typeof cedulaSection.$inferInsert)[];
	submissions: Omit<typeof submission.$inferInsert, 'folio'>[];
	ratings: (typeof rating.$inferInsert)[];
	bank: EntryFacts[];
};

/** A person in the making. */
type Making = { plan: MassPlan; id: string; key: PersonKey; context: MassContext };

/** An id of a row: the same for the same seed and number, in the order of time, and never that of somebody who draws the same. */
export function massId({ choose, number }: Pick<MassPlan, 'choose' | 'number'>, at: Date): string {
	const random = choose.bytes();
	const lastFour = new DataView(random.buffer, random.length - 4);
	lastFour.setUint32(0, number);
	return v7({ msecs: at.getTime(), random });
}

/** The rows that the use cases would have left behind. */
export function personRows(making: Making): PersonRows {
	const { plan, id, context } = making;
	const career = careerOf({ ...plan, today: toldOn(plan, context.world) }, context.catalogues, plan.choose);
	const answers = answersOf(plan, career);
	const submissionId = plan.submittedAt && massId(plan, plan.submittedAt);
	const claims = claimRows(career.claims, {
		plan,
		profileId: id,
		submissionId,
		newId: (at) => massId(plan, at),
		reviewer: context.reviewer,
	});
	const ratings = submissionId ? ratingRows(making, submissionId, claims) : [];
	return {
		...claims,
		...accountRows(making),
		...consentRows(making),
		sections: sectionRows(making, answers),
		submissions: submissionId ? submissionRows(making, submissionId, answers, claims.claims.length) : [],
		ratings,
		bank: ratings.flatMap(({ stars }) => bankFacts(making, stars, career, answers)),
	};
}

function accountRows({ plan, id, key, context }: Making): Pick<PersonRows, 'profiles' | 'accounts'> {
	const { person, registeredAt: createdAt, submittedAt: heldAt } = plan;
	const curp = { curpHash: curpHash(person.curp), curpSealed: key.seal(person.curp) };
	return {
		profiles: [{ id, ...curp, identityHash: identityHash(person), ...namesOf(plan), createdAt, heldAt }],
		accounts: [
			{
				id: massId(plan, createdAt),
				profileId: id,
				email: person.email,
				emailConfirmedAt: createdAt,
				passwordHash: context.passwordHash,
				roles: ['servant'],
				createdAt,
			},
		],
	};
}

function consentRows({ plan, id, context }: Making): Pick<PersonRows, 'acknowledgements' | 'consents'> {
	const { registeredAt: at, consentsToBank: granted } = plan;
	const { noticeVersion } = context;
	const common = { profileId: id, channel: 'web' };
	return {
		acknowledgements: [{ ...common, id: massId(plan, at), version: noticeVersion, acknowledgedAt: at }],
		consents: [{ ...common, id: massId(plan, at), purpose: 'bank', granted, noticeVersion, decidedAt: at }],
	};
}

function namesOf({ person }: MassPlan) {
	const { givenNames, firstSurname, secondSurname } = person;
	return { givenNames, firstSurname, secondSurname };
}

type Answers = Record<'identity' | 'contact' | 'post' | 'skills' | 'interests', Record<string, unknown>>;

function answersOf(plan: MassPlan, { post }: Career): Answers {
	const { person, municipality, area, choose } = plan;
	const { curp, birthDate, sex } = person;
	return {
		identity: { ...namesOf(plan), curp, birthDate, sex, birthState: curp.slice(11, 13) },
		contact: { phone: person.phone, municipality: municipality.key },
		post,
		skills: { languages: choose.some(LANGUAGES, 1), systems: choose.some(SYSTEMS, 2), other: [] },
		interests: {
			available: choose.chance(0.4),
			areas: [area],
			municipalities: [municipality.key],
			levels: [],
		},
	};
}

/** The identity has no row of its own: it follows from the CURP. */
function sectionRows({ plan, id, key }: Making, answers: Answers): PersonRows['sections'] {
	const { phone, ...contact } = answers.contact;
	const common = { profileId: id, version: 1, savedAt: plan.registeredAt };
	const open = ['post', 'skills', 'interests'] as const;
	return [
		{ ...common, section: 'contact', data: contact, sealed: key.seal({ phone }) },
		...open.map((section) => ({ ...common, section, data: answers[section], sealed: null })),
	];
}

function submissionRows(
	{ plan, id: profileId, key }: Making,
	id: string,
	answers: Answers,
	claimCount: number,
): PersonRows['submissions'] {
	const { submittedAt, decidedAt, person, municipality } = plan;
	if (!submittedAt) return [];
	const contact = { ...answers.contact, email: person.email };
	const sent = Object.entries({ ...answers, contact, consents: {} });
	const sections = Object.fromEntries(
		sent.map(([section, data]) => [section, { state: 'complete', version: 1, savedAt: null, data }]),
	);
	return [
		{
			id,
			profileId,
			verificationCode: newReadableCode(),
			state: decidedAt ? 'rated' : 'received',
			submittedAt,
			...termFrom(submittedAt, shownClock()),
			answers: sealAnswers(key, { sections } as Parameters<typeof sealAnswers>[1]),
			municipality: municipality.key,
			claimCount,
			decidedAt,
		},
	];
}

function ratingRows(
	{ plan, id: profileId, context }: Making,
	submissionId: string,
	{ revisions, revisionEvidence }: ClaimRows,
): PersonRows['ratings'] {
	const issuedAt = plan.decidedAt;
	if (!issuedAt) return [];
	const { competencies, model, reviewer, world } = context;
	const accepted = revisions.map(({ claimId, kind, data }) => ({
		id: claimId,
		kind: kind as 'education',
		data,
	}));
	const ratedOn = localDate(issuedAt, world.timeZone);
	const score = scoreProfile({ claims: accepted, identityAttested: true, competencies }, model, ratedOn);
	const proofs = revisions.map(({ id, claimId }, index): [string, Proof] => [
		claimId,
		{ revisionId: id, evidenceIds: [revisionEvidence[index]!.evidenceId] },
	]);
	return [
		{
			id: massId(plan, issuedAt),
			profileId,
			submissionId,
			modelVersion: model.version,
			stars: score.stars,
			points: score.points,
			elements: proveElements(score.elements, new Map(proofs)),
			identityAttested: true,
			issuedById: reviewer.accountId,
			issuedByName: reviewer.name,
			channel: 'web',
			issuedAt,
		},
	];
}

type Proof = { revisionId: string; evidenceIds: string[] };

function bankFacts(
	{ plan, id, context }: Making,
	stars: number | null | undefined,
	career: Career,
	{ interests }: Answers,
): EntryFacts[] {
	if (!plan.consentsToBank || !plan.decidedAt || typeof stars !== 'number') return [];
	const updatedOn = localDate(plan.decidedAt, context.world.timeZone);
	const person = { id, ...namesOf(plan) };
	return [{ person, stars, claims: career.claims, post: career.post, interests, updatedOn }];
}
