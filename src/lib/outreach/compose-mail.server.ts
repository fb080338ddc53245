import { eq } from 'drizzle-orm';
import { issueLink, type LinkKind } from '#lib/accounts/account-links.server.ts';
import { readAskPeriod } from '#lib/appeal/ask-period.server.ts';
import { readAppealNews } from '#lib/appeal/read-appeal.server.ts';
import { remainingWords } from '#lib/cedula/certify-by.ts';
import { daysLeftWords } from '#lib/cedula/correction-reminder.ts';
import { countOpenRemarks } from '#lib/cedula/find-correction-reminders.server.ts';
import { findCertificationOf } from '#lib/cedula/find-certification-reminders.server.ts';
import { submission } from '#lib/cedula/tables.server.ts';
import { readRevocationNews } from '#lib/credentials/read-revocation-news.server.ts';
import { businessDaysBetween } from '#lib/institution/calendar.ts';
import { today } from '#lib/institution/catalogues.server.ts';
import { institution } from '#lib/institution/load-institution.server.ts';
import { renderMail, type MailMessage, type MailName, type MailValues } from '#lib/institution/mail-texts.ts';
import { formatDateLong, formatInstant, localDate } from '#lib/institution/plain-date.ts';
import { readPanelNews } from '#lib/panel/panel-news.server.ts';
import { settings } from '#lib/platform/config.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { findAnnouncedFor } from '#lib/rating/lowering/store.server.ts';
import { rating } from '#lib/rating/tables.server.ts';
import { getModel } from '#lib/rating/model/weighting-models.server.ts';
import { digestWords } from './digest.ts';
import { findDigest } from './find-digest.server.ts';
import { movedDates } from './moved-dates.server.ts';
import { findRecipient, type Recipient } from './recipient.server.ts';
import type { mailMessage } from './tables.server.ts';

export type MessageRow = typeof mailMessage.$inferSelect;

/** A message ready to go. `linkId` names the one-time link that was made for it, to be taken back if it does not leave. */
export type ComposedMail = MailMessage & { to: string; linkId?: string };

/** What a message says besides the given name, and where it goes; nothing when there is nothing left to say. */
type Content<Name extends MailName> = {
	to: string;
	values: Omit<MailValues<Name>, 'givenName'>;
	linkId?: string;
};
type Composer<Name extends MailName> = (
	recipient: Recipient,
	facts: Record<string, string>,
) => Promise<Content<Name> | null>;

/**
 * Writes a message from the truth of this moment (rules.md, "Mail"): a one-time link is made now and is nowhere stored.
 * @returns null when it is no longer needed or has nowhere to go
 */
export async function composeMail(message: MessageRow): Promise<ComposedMail | null> {
	const name = message.template as MailName;
	const recipient = await findRecipient(db(), message);
	const content = recipient && (await COMPOSERS[name](recipient, message.facts));
	if (!recipient || !content) return null;
	const values = { givenName: recipient.givenName, ...content.values } as MailValues<MailName>;
	const written = renderMail(institution().mailTexts[name], values, institution().settings);
	return { ...written, to: content.to, ...(content.linkId && { linkId: content.linkId }) };
}

const COMPOSERS: { [Name in MailName]: Composer<Name> } = {
	async 'confirm-email'(recipient) {
		const to = recipient.newEmail ?? (recipient.emailConfirmed ? null : recipient.email);
		return to ? withLink('confirm-email', to, recipient, { email: to }) : null;
	},
	async 'staff-invitation'(recipient) {
		return recipient.hasPassword ? null : withLink('staff-invitation', recipient.email, recipient);
	},
	async 'profile-invitation'(recipient, { invitationId = '' }) {
		return withLink('profile-invitation', recipient.email, recipient, { invitationId });
	},
	async 'recover-password'(recipient) {
		const mayRecover = recipient.emailConfirmed && recipient.hasPassword;
		return mayRecover ? withLink('recover-password', recipient.email, recipient) : null;
	},
	async 'already-registered'(recipient) {
		return toConfirmed(recipient, { link: address('/entrar') });
	},
	async 'password-changed'(recipient, facts) {
		const changedAt = instantText(new Date(facts.changedAt ?? 0));
		return toConfirmed(recipient, { link: address('/recuperar'), changedAt });
	},
	async 'submission-received'(recipient, facts) {
		const sent = await findSubmission(facts.submissionId);
		if (!sent) return null;
		const { folio } = sent;
		const receivedOn = formatDateLong(sent.receivedOn);
		return toConfirmed(recipient, {
			link: address('/mi'),
			folio,
			receivedOn,
			dueOn: formatDateLong(sent.dueOn),
		});
	},
	async 'needs-you'(recipient, facts) {
		const returned = await findSubmission(facts.submissionId);
		if (returned?.state !== 'needs_you' || !returned.correctBy) return null;
		return toConfirmed(recipient, await askedValues({ ...returned, correctBy: returned.correctBy }));
	},
	async 'needs-you-reminder'(recipient, { submissionId = '', correctBy = '' }) {
		const returned = await findSubmission(submissionId);
		if (returned?.state !== 'needs_you' || returned.correctBy !== correctBy) return null;
		const left = businessDaysBetween(today(), correctBy, institution().calendar);
		if (left < 0) return null;
		const asked = await askedValues({ ...returned, correctBy });
		return toConfirmed(recipient, { ...asked, remaining: daysLeftWords(left) });
	},
	async 'certify-by'(recipient, { certifyBy = '' }) {
		const owed = recipient.profileId && (await findCertificationOf(recipient.profileId));
		if (!owed || owed.certifyBy !== certifyBy) return null;
		return toConfirmed(recipient, {
			link: address('/mi'),
			certifyBy: formatDateLong(certifyBy),
			remaining: remainingWords(certifyBy, today()),
		});
	},
	async 'due-date-moved'(recipient, facts) {
		const moved = await movedDates(facts);
		return moved && toConfirmed(recipient, { ...moved, link: address(moved.path) });
	},
	async rated(recipient, { ratingId }) {
		const issued = await findRating(ratingId);
		return issued ? toConfirmed(recipient, await issuedValues(issued)) : null;
	},
	async 'rated-again'(recipient, { ratingId }) {
		const issued = await findRating(ratingId);
		if (!issued) return null;
		const { title: model } = await getModel(db(), issued.model);
		return toConfirmed(recipient, { ...(await issuedValues(issued)), model });
	},
	async 'rating-lowered'(recipient, { ratingId }) {
		const issued = await findRating(ratingId);
		return issued ? toConfirmed(recipient, await issuedValues(issued)) : null;
	},
	async 'lowering-announced'(recipient, { ratingId }) {
		const [issued, told] = await Promise.all([
			findRating(ratingId),
			recipient.profileId ? findAnnouncedFor(db(), recipient.profileId) : undefined,
		]);
		if (!issued || !told || told.ratingId !== ratingId) return null;
		return toConfirmed(recipient, {
			link: address('/mi/ponderacion'),
			folio: issued.folio,
			announcedOn: formatDateLong(told.announcedOn),
			takesEffectOn: formatDateLong(told.takesEffectOn),
		});
	},
	async 'appeal-received'(recipient, { appealId = '' }) {
		const news = await readAppealNews(appealId);
		if (!news || news.answeredAt) return null;
		return toConfirmed(recipient, {
			link: address('/mi/ponderacion/aclaracion'),
			folio: news.folio,
			askedOn: dayText(news.askedAt),
			dueOn: formatDateLong(news.dueOn),
		});
	},
	async 'appeal-answered'(recipient, { appealId = '' }) {
		const news = await readAppealNews(appealId);
		if (!news?.answeredAt) return null;
		return toConfirmed(recipient, {
			link: address('/mi/ponderacion/aclaracion'),
			folio: news.folio,
			answeredOn: dayText(news.answeredAt),
		});
	},
	async 'certificate-revoked'(recipient, { certificateId = '' }) {
		const news = await readRevocationNews(certificateId);
		if (!news) return null;
		return toConfirmed(recipient, {
			link: address('/mi/ponderacion/constancia'),
			folio: news.folio,
			revokedOn: dayText(news.revokedAt),
			reason: news.reason,
		});
	},
	async 'reviewer-digest'({ accountId, ...recipient }, { day = '' }) {
		const digest = day === today() && accountId ? await findDigest(accountId, day) : undefined;
		if (!digest) return null;
		return toConfirmed(
			{ accountId, ...recipient },
			{ link: address(digest.path), day: formatDateLong(day), summary: digestWords(digest.counts) },
		);
	},
	async 'panel-news'(recipient, { panelId = '', number = '' }) {
		const news = await readPanelNews(panelId, Number(number));
		return news ? toConfirmed(recipient, { ...news, link: address(`/expertos/${panelId}`) }) : null;
	},
	async 'appeal-unassigned'(recipient, { appealId = '' }) {
		const news = await readAppealNews(appealId);
		if (!news?.nobody) return null;
		return toConfirmed(recipient, {
			link: address('/admin/personal'),
			folio: news.folio,
			dueOn: formatDateLong(news.dueOn),
		});
	},
};

/** What is told of a submission that waits for its person: how many items, never which. */
async function askedValues({ id, folio, correctBy }: { id: string; folio: string; correctBy: string }) {
	const items = await countOpenRemarks(db(), id);
	return {
		link: address('/cedula/observaciones'),
		folio,
		items: items === 1 ? 'una observación' : `${items} observaciones`,
		answerBy: formatDateLong(correctBy),
	};
}

type Issued = NonNullable<Awaited<ReturnType<typeof findRating>>>;

/** What is told of a rating that was issued: never what it says. */
async function issuedValues(issued: Issued) {
	const { askBy } = await readAskPeriod(db(), issued);
	return {
		link: address('/mi/ponderacion'),
		folio: issued.folio,
		issuedOn: dayText(issued.issuedAt),
		appealBy: formatDateLong(askBy),
	};
}

async function withLink(
	kind: LinkKind,
	to: string,
	{ accountId }: Recipient,
	data: Record<string, string> = {},
) {
	const { id, path, expiresAt } = await issueLink(db(), kind, accountId, data);
	return { to, linkId: id, values: { link: address(path), expiresAt: instantText(expiresAt) } };
}

/** An address that was never confirmed gets nothing but the confirmation: it may be somebody else's. */
function toConfirmed<Values>({ email, emailConfirmed }: Recipient, values: Values) {
	return emailConfirmed ? { to: email, values } : null;
}

function address(path: string): string {
	return settings().origin + path;
}

function dayText(at: Date): string {
	return formatDateLong(localDate(at, institution().settings.timeZone));
}

function instantText(at: Date): string {
	return formatInstant(at, institution().settings.timeZone);
}

async function findSubmission(id = '') {
	const [found] = await db().select().from(submission).where(eq(submission.id, id));
	return found;
}

async function findRating(id = '') {
	const [found] = await db()
		.select({
			id: rating.id,
			issuedAt: rating.issuedAt,
			model: rating.modelVersion,
			folio: submission.folio,
		})
		.from(rating)
		.innerJoin(submission, eq(submission.id, rating.submissionId))
		.where(eq(rating.id, id));
	return found;
}
