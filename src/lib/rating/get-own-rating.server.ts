import { inArray } from 'drizzle-orm';
import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { claimSubtitle, claimTitle } from '#lib/cedula/answer-words.ts';
import type { Answers } from '#lib/cedula/answers.ts';
import type { ClaimKind } from '#lib/cedula/claims.ts';
import { claimRevision } from '#lib/cedula/tables.server.ts';
import { evidence } from '#lib/evidence/tables.server.ts';
import { label } from '#lib/institution/catalogues.server.ts';
import { db, type Reader } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import { findCurrentRating, findCurrentStars, findRatingOf } from './current-rating.server.ts';
import {
	CRITERION_TITLES,
	ELEMENT_TITLES,
	explainClaim,
	explainCriterion,
	explainCut,
	explainElement,
	explainStars,
} from './explanation.ts';
import { modelLabels } from './model/labels.server.ts';
import type { WeightingModel } from './model/model.ts';
import { isChanged } from './rerating/rerating.ts';
import { findReratingOf, type ReratingOfPerson } from './rerating/rerating-of-person.server.ts';
import type { IssuedRating, ProvenCriterion, ProvenLine } from './rating.ts';
import type { TrialMark } from './trial/trial.ts';
import { getModel } from './model/weighting-models.server.ts';

/** A claim behind a criterion, in words, with the files that prove it. */
export type ExplainedLine = ProvenLine & {
	kind: string;
	title: string;
	/** who with and when */
	subtitle: string;
	text: string;
	evidence: { id: string; name: string }[];
};
type ExplainedCriterion = Omit<ProvenCriterion, 'claims'> & {
	title: string;
	rule: string;
	claims: ExplainedLine[];
};

/** The rating of a person as they read it (contract.md, `GET /me/rating`); `stars` null and nothing else before there is one. */
export type OwnRating =
	| { stars: null; points?: undefined }
	| {
			id: string;
			/** a superseded one stays readable under its own model */
			state: 'current' | 'superseded';
			/** it answers an appeal against the one before */
			afterAppeal: boolean;
			/** how it came about when everybody was rated again; null for any other */
			rerating: ReratingOfPerson | null;
			stars: number | null;
			points: number;
			model: string;
			modelTitle: string;
			issuedAt: string;
			issuedBy: string;
			starsRule: string;
			elements: {
				key: string;
				title: string;
				rule: string;
				/** what its cap kept from counting, in words */
				cut: string | null;
				points: number;
				cap: number;
				criteria: ExplainedCriterion[];
			}[];
	  };

/** The stars of the person who asks, the points of each criterion and the evidence behind each (LGPDPPSO art. 41 II: the reasons are visible). */
export async function getOwnRating(principal: Principal | null): Promise<OwnRating> {
	const owner = authorizeOwner(principal, 'rating.own');
	const issued = await findCurrentRating(db(), owner.profileId);
	if (!issued) return { stars: null };
	return explain(issued, 'current');
}

/** Any dictamen of the person who asks, by its id. @throws Refusal not_found, also for somebody else's */
export async function getOwnRatingById(
	principal: Principal | null,
	id: string,
): Promise<Extract<OwnRating, { elements: unknown }>> {
	const owner = authorizeOwner(principal, 'rating.own');
	const issued = isId(id) ? await findRatingOf(db(), owner.profileId, id) : undefined;
	if (!issued) throw notFound('No encontramos ese dictamen entre los suyos. Búsquelo en «Mi ponderación».');
	const current = await findCurrentRating(db(), owner.profileId);
	return explain(issued, current?.id === id ? 'current' : 'superseded');
}

/** The stars of the person who asks, in tenths, without the breakdown; undefined before there is a rating. */
export async function findOwnStars(
	principal: Principal | null,
): Promise<{ stars: number | null; issuedAt: Date; reratingId: string | null } | undefined> {
	const owner = authorizeOwner(principal, 'rating.own');
	return findCurrentStars(db(), owner.profileId);
}

/** What the rerating that one's own rating follows changed; null when it follows none, or changed nothing. */
export async function findOwnRerating(
	principal: Principal | null,
): Promise<(ReratingOfPerson & { after: TrialMark }) | null> {
	const owner = authorizeOwner(principal, 'rating.own');
	const issued = await findCurrentRating(db(), owner.profileId);
	const found = issued && (await findReratingOf(db(), issued));
	return found && isChanged(found.before, issued) ? { ...found, after: issued } : null;
}

type Revision = { kind: ClaimKind; data: Answers };
type Facts = {
	revisions: Map<string, Revision>;
	files: Map<string, string>;
};

async function facts(reader: Reader, issued: IssuedRating): Promise<Facts> {
	const lines = issued.elements.flatMap((element) =>
		element.criteria.flatMap((criterion) => criterion.claims),
	);
	const revisionIds = [...new Set(lines.map((line) => line.revisionId).filter(Boolean))];
	const evidenceIds = [...new Set(lines.flatMap((line) => line.evidenceIds))];
	const revisions = revisionIds.length
		? await reader.select().from(claimRevision).where(inArray(claimRevision.id, revisionIds))
		: [];
	const files = evidenceIds.length
		? await reader
				.select({ id: evidence.id, name: evidence.name })
				.from(evidence)
				.where(inArray(evidence.id, evidenceIds))
		: [];
	return {
		revisions: new Map(revisions.map((row) => [row.id, { kind: row.kind as ClaimKind, data: row.data }])),
		files: new Map(files.map((row) => [row.id, row.name])),
	};
}

async function explain(
	issued: IssuedRating,
	state: 'current' | 'superseded',
): Promise<Extract<OwnRating, { elements: unknown }>> {
	const model = await getModel(db(), issued.model);
	const known = await facts(db(), issued);
	return {
		id: issued.id,
		state,
		afterAppeal: issued.appealId !== null,
		rerating: await findReratingOf(db(), issued),
		stars: issued.stars,
		points: issued.points,
		model: issued.model,
		modelTitle: model.title,
		issuedAt: issued.issuedAt.toISOString(),
		issuedBy: issued.issuedBy,
		starsRule: explainStars(model),
		elements: explainElements(issued, model, known),
	};
}

function explainElements(issued: IssuedRating, model: WeightingModel, known: Facts) {
	const labels = modelLabels();
	return issued.elements.map((element) => ({
		...element,
		title: ELEMENT_TITLES[element.key],
		rule: explainElement(element.key, model),
		cut: explainCut(element),
		criteria: element.criteria.map((criterion) => ({
			...criterion,
			title: CRITERION_TITLES[criterion.key],
			rule: explainCriterion(criterion.key, model, labels),
			claims: criterion.claims.map((line) => ({
				...line,
				...claimWords(known.revisions.get(line.revisionId)),
				text: explainClaim(line, criterion.key, model, labels),
				evidence: line.evidenceIds.map((id) => ({ id, name: known.files.get(id) ?? 'Documento' })),
			})),
		})),
	}));
}

function claimWords(revision: Revision | undefined) {
	if (!revision) return { kind: '', title: 'Elemento de su cédula', subtitle: '' };
	const { kind, data } = revision;
	return { kind, title: claimTitle(kind, data, label), subtitle: claimSubtitle(kind, data) };
}
