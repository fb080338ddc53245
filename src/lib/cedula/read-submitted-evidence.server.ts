import { and, eq, gt } from 'drizzle-orm';
import { actor, authorize, type Principal } from '#lib/access/access.ts';
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

/** Pages turned within this time are one opening of the file. */
const SAME_OPENING_MS = 10 * 60_000;

/**
 * A file that somebody has sent, for whoever validates; each opening is on the person's access log.
 * @throws Refusal not_allowed for one's own, not_found when it was never sent
 */
export async function readFileForReview(principal: Principal | null, id: string): Promise<OpenedFile> {
	const reviewer = authorize(principal, 'review.read-file');
	const { profileId, file } = await getSubmitted(reviewer, id);
	await recordOpening(reviewer, { profileId, id }, 'evidence.download');
	return openFile(profileId, file);
}

/** The picture of a page of such a file, WebP; turning pages is one opening. @throws Refusal as {@link readFileForReview} */
export async function readPageForReview(
	principal: Principal | null,
	id: string,
	page: string,
	size: PageSize = 'full',
): Promise<Uint8Array> {
	const reviewer = authorize(principal, 'review.read-file');
	const { profileId, file } = await getSubmitted(reviewer, id);
	await recordView(reviewer, { profileId, id });
	return openPage(profileId, file, { page, size });
}

/**
 * What was read in such a file, to find words in it: looking into it is the same opening as turning its pages.
 * @throws Refusal as {@link readFileForReview}
 */
export async function readTextForReview(principal: Principal | null, id: string): Promise<FileText> {
	const reviewer = authorize(principal, 'review.read-file');
	const found = await getSubmitted(reviewer, id);
	await recordView(reviewer, { profileId: found.profileId, id });
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

async function recordView(reviewer: Principal, opened: Opened): Promise<void> {
	if (!(await wasOpenedLately(reviewer, opened))) await recordOpening(reviewer, opened, 'evidence.view');
}

async function recordOpening(
	reviewer: Principal,
	{ profileId, id }: Opened,
	action: 'evidence.download' | 'evidence.view',
): Promise<void> {
	const deed = { action, profileId, subject: id, purpose: REVIEW_PURPOSE };
	await record(db(), actor(reviewer, 'review.read-file'), deed);
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
