import type { CatalogueItem } from '#lib/institution/catalogues.ts';
import { addDays, addMonths, daysBetween, formatDate, type PlainDate } from '#lib/institution/plain-date.ts';
import { fold } from '#lib/platform/text.ts';
import { firstDayOf, type Answers } from './answers.ts';
import type { CedulaView, ClaimView } from './cedula.ts';

/** A post of the catalogue, as far as it decides on certificates. */
export type CertifiedPosition = Pick<
	CatalogueItem<'positions'>,
	'label' | 'area' | 'level' | 'standard' | 'legalRequirement'
>;

/** What the law asks of whoever took a post (law.md §10). */
export type CertificationDuty = {
	/** key of the standard that the certificate must be of */
	standard: string;
	/** law and articles, as people read them */
	legalSource: string;
	/** last day to have the certificate */
	certifyBy: PlainDate;
	/** false when only the month of taking the post is known: it is counted from the first */
	dayKnown: boolean;
};

/** What the institution says of posts and certificates. */
export type CertificationRules = {
	positions: readonly CertifiedPosition[];
	/** years that a certificate of a standard lasts; null = without end */
	validityYears(standard: string): number | null;
	/** months after taking the post */
	months: number;
};

/** Days before the last one on which the person is reminded. */
export const REMINDER_DAYS = [90, 30, 0] as const;

/** The last reminder is still sent this many days late; after that it would only reproach. */
const LATEST_REMINDER_DAYS = 7;

/**
 * What the law asks for the declared post, whether or not the person has it: the head of a unit whose position in the
 * catalogue names a standard and a law. Posts have many names, so the first word of the position has to be in the name,
 * whatever its gender, with the same area and level.
 */
export function dutyOfPost(
	post: Answers,
	{ positions, months }: CertificationRules,
): CertificationDuty | null {
	const { since, position } = post;
	if (typeof since !== 'string' || typeof position !== 'string') return null;
	const asked = positions.find(
		(item) => item.area === post.area && item.level === post.level && namesPosition(position, item.label),
	);
	if (!asked?.standard || !asked.legalRequirement) return null;
	return {
		standard: asked.standard,
		legalSource: asked.legalRequirement,
		certifyBy: addMonths(firstDayOf(since), months),
		dayKnown: since.length > 'YYYY-MM'.length,
	};
}

/** Like {@link dutyOfPost}, unless the person declares or has accepted a certificate of the standard that is in force. */
export function owedCertification(
	{ sections, claims }: { sections: Pick<CedulaView['sections'], 'post'>; claims: readonly ClaimView[] },
	rules: CertificationRules,
	day: PlainDate,
): CertificationDuty | null {
	const duty = dutyOfPost(sections.post.data, rules);
	if (!duty) return null;
	const years = rules.validityYears(duty.standard);
	const held = claims
		.filter(({ kind }) => kind === 'certification')
		.flatMap(standingData)
		.some((data) => data.standard === duty.standard && isInForce(data, years, day));
	return held ? null : duty;
}

/** Which reminder is due on a day: the last one whose day has come; null before the first and long after the last. */
export function reminderDue(certifyBy: PlainDate, day: PlainDate): (typeof REMINDER_DAYS)[number] | null {
	const left = daysBetween(day, certifyBy);
	if (left < -LATEST_REMINDER_DAYS) return null;
	return REMINDER_DAYS.findLast((before) => left <= before) ?? null;
}

/** First and last `certifyBy` for which a reminder may be due on a day. */
export function remindedOn(day: PlainDate): { first: PlainDate; last: PlainDate } {
	return { first: addDays(day, -LATEST_REMINDER_DAYS), last: addDays(day, Math.max(...REMINDER_DAYS)) };
}

/** «Quedan 30 días.», «Hoy es el último día.» or «El plazo terminó hace 3 días.» */
export function remainingWords(certifyBy: PlainDate, day: PlainDate): string {
	const left = daysBetween(day, certifyBy);
	if (left === 0) return 'Hoy es el último día.';
	if (left === 1) return 'Queda 1 día.';
	if (left > 0) return `Quedan ${left} días.`;
	return left === -1 ? 'El plazo terminó ayer.' : `El plazo terminó hace ${-left} días.`;
}

/** What the person is told of it, above the reasons. */
export function certificationTitle({ certifyBy }: CertificationDuty, day: PlainDate): string {
	if (certifyBy < day) return `El plazo para certificarse terminó el ${formatDate(certifyBy)}`;
	if (certifyBy === day) return 'Hoy es el último día para certificarse';
	return `Tiene hasta el ${formatDate(certifyBy)} para certificarse`;
}

/** The data of a claim that stand: what is declared unless it was rejected, and what was accepted before. */
function standingData({ state, data, counting }: ClaimView): Answers[] {
	const declared = state === 'rejected' || state === 'withdrawn' ? [] : [data];
	return counting ? [...declared, counting.data] : declared;
}

/** Until the printed day, else issue and the years of the standard, else without end (rules.md, "Validity"). */
function isInForce({ validUntil, issuedOn }: Answers, years: number | null, day: PlainDate): boolean {
	if (typeof validUntil === 'string') return validUntil >= day;
	if (years === null || typeof issuedOn !== 'string') return true;
	return addMonths(issuedOn, years * 12) >= day;
}

/** «Tesorero», «TESORERA MUNICIPAL», «Titular de la Tesorería» all name «Tesorera(o) municipal»; «Subtesorera» does not. */
function namesPosition(typed: string, label: string): boolean {
	const [first = ''] = wordsOf(label.replace(/\([^)]*\)/g, ''));
	const stem = first.replace(/[aeo]s?$/, '');
	return stem !== '' && wordsOf(typed).some((word) => word.startsWith(stem));
}

function wordsOf(text: string): string[] {
	return fold(text).match(/\p{L}+/gu) ?? [];
}
