import { authorize, type Principal } from '#lib/access/access.ts';
import { readFileAs, readPageAs, type Opening } from '#lib/cedula/read-submitted-evidence.server.ts';
import type { OpenedFile, PageSize } from '#lib/evidence/read-evidence.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { isId } from '#lib/platform/ids.ts';
import { notFound } from '#lib/platform/refusal.ts';
import type { CriterionKey } from '#lib/rating/model/model.ts';
import { kindOf } from './appeal.ts';
import { findForAnother } from './another-person.server.ts';
import { APPEAL_PURPOSE } from './open-appeal.server.ts';
import { isFileOfAppeal } from './store.server.ts';

const OPENING: Opening = { useCase: 'appeal.answer', purpose: APPEAL_PURPOSE };

/**
 * A file of the claims that an appeal looks at, for whoever may answer it; on the person's access log.
 * @throws Refusal not_found · not_allowed (owner, issuer, declared conflict)
 */
export async function readAppealFile(
	principal: Principal | null,
	appealId: string,
	evidenceId: string,
): Promise<OpenedFile> {
	const reviewer = authorize(principal, 'appeal.answer');
	await refuseOther(reviewer, appealId, evidenceId);
	return readFileAs(reviewer, OPENING, evidenceId);
}

/** The picture of a page of such a file, WebP; turning pages is one opening. @throws Refusal as {@link readAppealFile} */
export async function readAppealPage(
	principal: Principal | null,
	appealId: string,
	evidenceId: string,
	asked: { page: string; size: PageSize },
): Promise<Uint8Array> {
	const reviewer = authorize(principal, 'appeal.answer');
	await refuseOther(reviewer, appealId, evidenceId);
	return readPageAs(reviewer, OPENING, evidenceId, asked);
}

async function refuseOther(reviewer: Principal, appealId: string, evidenceId: string): Promise<void> {
	const { appeal } = await findForAnother(db(), reviewer, appealId);
	const kinds = appeal.criteria.map((key) => kindOf(key as CriterionKey));
	if (isId(evidenceId) && (await isFileOfAppeal(db(), appeal, kinds, evidenceId))) return;
	throw notFound('No encontramos ese documento entre los de esta aclaración.');
}
