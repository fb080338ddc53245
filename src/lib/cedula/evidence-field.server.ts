import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import type { AttachedFile, EvidenceLimits, EvidenceView } from '#lib/evidence/evidence.ts';
import { evidenceOfClaims, evidenceOfProfile } from '#lib/evidence/evidence-of-claims.server.ts';
import { evidenceLimits } from '#lib/evidence/limits.server.ts';
import { db } from '#lib/platform/database.server.ts';
import { submittedAmong } from './submitted-evidence.server.ts';

/** What `EvidenceField.svelte` shows: files of the claim, other files of the person that it could carry too, limits. */
export type EvidenceFieldData = {
	claimId: string;
	files: AttachedFile[];
	reusable: EvidenceView[];
	limits: EvidenceLimits;
};

/** Reads what the field for documents of one's own claim shows; the page spreads it into the component. */
export async function evidenceFieldData(
	principal: Principal | null,
	claimId: string,
): Promise<EvidenceFieldData> {
	const { profileId } = authorizeOwner(principal, 'evidence.own');
	const own = await evidenceOfProfile(db(), profileId);
	const known = new Set(own.map(({ id }) => id));
	const attached = (await evidenceOfClaims(db(), [claimId])).get(claimId) ?? [];
	const files = attached.filter(({ id }) => known.has(id));
	const here = files.map(({ id }) => id);
	const sent = await submittedAmong(db(), here);
	const reusable = own.filter(({ id, scan }) => !here.includes(id) && scan !== 'refused');
	return {
		claimId,
		files: files.map((file) => ({ ...file, sent: sent.has(file.id) })),
		reusable,
		limits: evidenceLimits(),
	};
}
