import { authorizeOwner, type Principal } from '#lib/access/access.ts';
import type { EvidenceLimits } from '#lib/evidence/evidence.ts';
import { datedEvidence } from '#lib/evidence/evidence-of-claims.server.ts';
import { evidenceLimits } from '#lib/evidence/limits.server.ts';
import { takenBytes, type EvidenceUse, type ShelfFile } from '#lib/evidence/shelf.ts';
import { onOneConnection, type Reader } from '#lib/platform/database.server.ts';
import { labelOf } from './answer-rules.server.ts';
import { claimTitle } from './answer-words.ts';
import { claimPath } from './paths.ts';
import { readClaims } from './read-cedula.server.ts';
import { submittedAmong } from './submitted-evidence.server.ts';

/** All documents that a person keeps, the newest first, and how much of their room they take. */
export type EvidenceShelf = { files: ShelfFile[]; takenBytes: number; limits: EvidenceLimits };

/** Lists one's own documents, each with the claims that carry it («Mis documentos»). */
export async function listEvidence(principal: Principal | null): Promise<EvidenceShelf> {
	const { profileId } = authorizeOwner(principal, 'evidence.own');
	return onOneConnection(async (reader) => {
		const [files, uses] = await Promise.all([
			datedEvidence(reader, profileId),
			usesOfEvidence(reader, profileId),
		]);
		const sent = await submittedAmong(
			reader,
			files.map(({ id }) => id),
		);
		return {
			files: files.map((file) => ({ ...file, sent: sent.has(file.id), uses: uses.get(file.id) ?? [] })),
			takenBytes: takenBytes(files),
			limits: evidenceLimits(),
		};
	});
}

async function usesOfEvidence(reader: Reader, profileId: string): Promise<Map<string, EvidenceUse[]>> {
	const uses = new Map<string, EvidenceUse[]>();
	for (const { id, kind, data, evidence } of await readClaims(reader, profileId)) {
		const use = { title: claimTitle(kind, data, labelOf), href: claimPath(kind, id) };
		for (const file of evidence) uses.set(file.id, [...(uses.get(file.id) ?? []), use]);
	}
	return uses;
}
