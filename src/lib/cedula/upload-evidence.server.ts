import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import { answerUpload } from '#lib/evidence/resumable-uploads.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { attachEvidence } from './attach-evidence.server.ts';
import { getEditableClaim } from './editable-claim.server.ts';

/**
 * One request of a resumable upload (tus 1.0.0) to a claim of one's own cédula, named in the upload's metadata `claim`;
 * `replaces` names the file of that claim in whose place it comes.
 * @throws Refusal unauthenticated or not_allowed; all else is answered in the protocol
 */
export async function uploadEvidence(principal: Principal | null, request: Request): Promise<Response> {
	const { profileId } = authorizeOwner(principal, 'evidence.own');
	return answerUpload(request, {
		profileId,
		admit: async (claimId) => void (await getEditableClaim(db(), profileId, claimId)),
		keep: async (claimId, upload, replaces) =>
			(await attachEvidence(principal, claimId, async () => upload, { replaces })).id,
	});
}
