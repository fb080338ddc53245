import { actor, authorizeOwner, type Principal } from '#lib/access/access.ts';
import { record } from '#lib/audit/record.server.ts';
import { linkFile, replaceFile } from '#lib/evidence/claim-files.server.ts';
import type { EvidenceView } from '#lib/evidence/evidence.ts';
import { forgetReceived, keepFile, receiveFile, type Upload } from '#lib/evidence/keep-file.server.ts';
import { db, inTransaction } from '#lib/platform/database.server.ts';
import { getEditableClaim } from './editable-claim.server.ts';

/**
 * Keeps a file and attaches it to a claim of one's own cédula: after those that it has, or in place of the one that it
 * replaces, which then leaves the claim. The same bytes again are the same evidence.
 * `readUpload` is called once it is known that the file may be attached; its bytes are handed over.
 * @throws Refusal not_found, conflict `not_editable`, `claim_full`, `person_full`; 413, 415, 422 as `receiveFile`
 */
export async function attachEvidence(
	principal: Principal | null,
	claimId: string,
	readUpload: () => Promise<Upload>,
	{ replaces }: { replaces?: string } = {},
): Promise<EvidenceView> {
	const owner = authorizeOwner(principal, 'evidence.own');
	const { profileId } = owner;
	await getEditableClaim(db(), profileId, claimId);
	const received = await receiveFile(profileId, await readUpload());
	let evidenceId: string | undefined;
	try {
		const kept = await inTransaction(async (tx) => {
			await getEditableClaim(tx, profileId, claimId);
			const file = await keepFile(tx, received);
			if (replaces) await replaceFile(tx, { claimId, profileId, old: replaces, fresh: file.id });
			else await linkFile(tx, { claimId, profileId, evidenceId: file.id });
			await record(tx, actor(owner, 'evidence.own'), {
				action: replaces ? 'evidence.replace' : 'evidence.attach',
				profileId,
				subject: file.id,
				details: {
					claimId,
					mediaType: file.mediaType,
					sizeBytes: file.sizeBytes,
					...(replaces && { replaces }),
				},
			});
			return file;
		});
		evidenceId = kept.id;
		return kept;
	} finally {
		if (evidenceId !== received.id) await forgetReceived(received);
	}
}
