import { refusalInWords, type EvidenceView, type MediaType, type Scan } from './evidence.ts';
import { evidenceLimits } from './limits.server.ts';
import type { EvidenceRow } from './store.server.ts';

/** The row as people and programs see it. */
export function viewOf(row: EvidenceRow): EvidenceView {
	return viewFrom({ ...row, sha256: row.sha256.toString('hex') });
}

/** What a view says of a file, as JSON carries it; the hash in hexadecimal, the refusal as its code. */
export type EvidenceFacts = Pick<
	EvidenceRow,
	'id' | 'name' | 'mediaType' | 'sizeBytes' | 'pages' | 'scan' | 'refusal'
> & { sha256: string };

/** The view of a file from its facts. */
export function viewFrom({ id, name, mediaType, sizeBytes, sha256, pages, scan, refusal }: EvidenceFacts) {
	return {
		id,
		name,
		mediaType: mediaType as MediaType,
		sizeBytes,
		sha256,
		pages,
		scan: scan as Scan,
		refusal: refusal === null ? null : refusalInWords(refusal, evidenceLimits()),
	} satisfies EvidenceView;
}
