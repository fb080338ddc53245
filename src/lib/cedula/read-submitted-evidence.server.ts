import { and, eq, gt } from 'drizzle-orm';
import { actor, authorize, type Principal, type UseCase } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { auditEntry } from '#lib/audit/tables.server.ts';
import {
	findFile,
	openFile,
	openPage,
	openText,
	type FileText,
	type OpenedFile,
	type PageSize,
} from '#lib/evidence/read-evidence.server.ts';
import { now } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/database.server.ts';
import { notAllowed, notFound } from '#lib/platform/refusal.ts';
import { isSubmitted } from './submitted-evidence.server.ts';

/** What the person is told about why their file was opened. */
export const REVIEW_PURPOSE = 'Validación de su cédula';

const REVIEW: Opening = { useCase: 'review.read-file', purpose: REVIEW_PURPOSE };

/** Pages turned within this time are one opening of the file. */
const SAME_OPENING_MS = 10 * 60_000;

/**
 * A file that somebody has sent, for whoever validates; each opening is on the person's access log.
 * @throws Refusal not_allowed for one's own, not_found when it was never sent
 */
export async function readFileForReview(principal: Principal | null, id: string): Promise<OpenedFile> {
	return readFileAs(authorize(principal, 'review.read-file'), REVIEW, id);
}

/** For what a file is opened: the use case that lets it, and the purpose that the person reads. */
export type Opening = { useCase: UseCase; purpose: string };

/** Like {@link readFileForReview}, for a caller who has decided on access by another use case. */
export async function readFileAs(reviewer: Principal, opening: Opening, id: string): Promise<OpenedFile> {
	const { profileId, file } = await getSubmitted(reviewer, id);
	await recordOpening(reviewer, opening, { profileId, id }, 'evidence.download');
	return openFile(profileId, file);
}

/** The picture of a page of such a file, WebP; turning pages is one opening. @throws Refusal as {@link readFileForReview} */
export async function readPageForReview(
	principal: Principal | null,
	id: string,
	page: string,
	size: PageSize = 'full',
): Promise<Uint8Array> {
	return readPageAs(authorize(principal, 'review.read-file'), REVIEW, id, { page, size });
}

/** Like {@link readPageForReview}, for a caller who has decided on access by another use case. */
export async function readPageAs(
	reviewer: Principal,
	opening: Opening,
	id: string,
	asked: { page: string; size: PageSize },
): Promise<Uint8Array> {
	const { profileId, file } = await getSubmitted(reviewer, id);
	await recordView(reviewer, opening, { profileId, id });
	return openPage(profileId, file, asked);
}

/**
 * What was read in such a file, to find words in it: looking into it is the same opening as turning its pages.
 * @throws Refusal as {@link readFileForReview}
 */
export async function readTextForReview(principal: Principal | null, id: string): Promise<FileText> {
	const reviewer = authorize(principal, 'review.read-file');
	const found = await getSubmitted(reviewer, id);
	await recordView(reviewer, REVIEW, { profileId: found.profileId, id });
	return openText(found);
}

async function getSubmitted(reviewer: Principal, id: string) {
	const found = await findFile(id);
	if (found && found.profileId === reviewer.profileId) {
		throw notAllowed(
			'Este documento es de su propia cédula. Ábralo desde su cédula; su validación toca a otra persona.',
		);
	}
	if (!found || !(await isSubmitted(db(), id))) {
		throw notFound('No encontramos ese documento entre los que se enviaron a validación.');
	}
	return found;
}

type Opened = { profileId: string; id: string };

async function recordView(reviewer: Principal, opening: Opening, opened: Opened): Promise<void> {
	if (!(await wasOpenedLately(reviewer, opened)))
		await recordOpening(reviewer, opening, opened, 'evidence.view');
}

async function recordOpening(
	reviewer: Principal,
	{ useCase, purpose }: Opening,
	{ profileId, id }: Opened,
	action: 'evidence.download' | 'evidence.view',
): Promise<void> {
	await record(db(), actor(reviewer, useCase), { action, profileId, subject: id, purpose });
}

async function wasOpenedLately(reviewer: Principal, { profileId, id }: Opened): Promise<boolean> {
	const rows = await db()
		.select({ id: auditEntry.id })
		.from(auditEntry)
		.where(
			and(
				eq(auditEntry.profileId, profileId),
				gt(auditEntry.recordedAt, new Date(now().getTime() - SAME_OPENING_MS)),
				eq(auditEntry.actorId, reviewer.accountId),
				eq(auditEntry.subject, id),
				eq(auditEntry.action, 'evidence.view'),
			),
		)
		.limit(1);
	return rows.length > 0;
}
