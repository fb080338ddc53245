import { claimField, claimText, compareBy } from '#lib/rating/accepted-claim.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { cappedLines, linePoints, uncounted } from '#lib/rating/breakdown.ts';
import type { ClaimLine, ClaimReason, CriterionScore } from '#lib/rating/breakdown.ts';
import { criterionCaps } from '#lib/rating/model/model.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { lastDayOf } from '#lib/rating/months.ts';

/** What the engine needs to know of the competency catalogue, by the key of the standard. */
export type CompetencyFacts = Readonly<Record<string, { finance: boolean; validityYears: number | null }>>;

/** End of a certificate that has none known; later than any date. */
const NO_END = '9999-12-31';

interface Certificate {
	id: string;
	standard: string;
	finance: boolean;
	validUntil: string;
	fault: ClaimReason | null;
}

/** Criteria C1 (finance standards) and C2 (transversal standards) of weighting.md, each standard once. */
export function scoreCertification(
	claims: readonly AcceptedClaim[],
	competencies: CompetencyFacts,
	model: WeightingModel,
	ratingDate: string,
): CriterionScore[] {
	const caps = criterionCaps(model);
	const { finance, transversal } = model.certification;
	const certificates = claims
		.filter((claim) => claim.kind === 'certification')
		.map((claim) => readCertificate(claim, competencies, ratingDate))
		.sort(compareBy<Certificate>(({ validUntil }) => -Number(validUntil.replaceAll('-', ''))));
	const isFinance = (certificate: Certificate) => certificate.finance;
	const c1 = standardLines(certificates.filter(isFinance), caps.C1, (held) =>
		held === 0 ? finance.first : finance.further,
	);
	const c2 = standardLines(
		certificates.filter((certificate) => !isFinance(certificate)),
		caps.C2,
		() => transversal.pointsEach,
	);
	return [
		{ key: 'C1', points: linePoints(c1), cap: caps.C1, claims: c1 },
		{ key: 'C2', points: linePoints(c2), cap: caps.C2, claims: c2 },
	];
}

/** A certificate that is not tied to a known standard is shown with the finance ones, without points. */
function readCertificate(
	claim: AcceptedClaim,
	competencies: CompetencyFacts,
	ratingDate: string,
): Certificate {
	const standard = claimText(claim, 'standard');
	const known = Object.hasOwn(competencies, standard) ? competencies[standard] : undefined;
	const validUntil = certificateEnd(claim, known?.validityYears ?? null);
	const fault =
		standard === ''
			? 'no_standard'
			: known === undefined
				? 'unknown_standard'
				: validityFault(claim, validUntil, ratingDate);
	return {
		id: claim.id,
		standard,
		finance: known?.finance ?? true,
		validUntil: validUntil ?? NO_END,
		fault,
	};
}

/** Last day in force: as printed, else issue date plus the years of the catalogue; null when data are missing. */
export function certificateEnd(claim: AcceptedClaim, validityYears: number | null): string | null {
	const printed = claimField(claim, 'validUntil');
	if (printed !== undefined && printed !== null && printed !== '') return lastDayOf(printed);
	if (validityYears === null) return NO_END;
	const issued = lastDayOf(claimField(claim, 'issuedOn'));
	if (issued === null) return null;
	return `${String(Number(issued.slice(0, 4)) + validityYears).padStart(4, '0')}${issued.slice(4)}`;
}

function validityFault(
	claim: AcceptedClaim,
	validUntil: string | null,
	ratingDate: string,
): ClaimReason | null {
	if (validUntil === null) return 'incomplete';
	if (validUntil < ratingDate) return 'expired';
	const issuedOn = claimText(claim, 'issuedOn');
	return lastDayOf(issuedOn) !== null && issuedOn > ratingDate ? 'future' : null;
}

function standardLines(
	certificates: readonly Certificate[],
	cap: number,
	pointsFor: (held: number) => number,
): ClaimLine[] {
	const held = new Map<string, string>();
	for (const { id, standard, fault } of certificates) {
		if (fault === null && !held.has(standard)) held.set(standard, id);
	}
	const earnings = [...held.values()].map((claimId, i) => ({
		claimId,
		points: pointsFor(i),
		reason: 'counted' as const,
	}));
	const rest = certificates.filter(({ id, standard, fault }) => fault !== null || held.get(standard) !== id);
	return [
		...cappedLines(earnings, cap),
		...rest.map(({ id, fault }) => uncounted(id, fault ?? 'repeated_standard')),
	];
}
