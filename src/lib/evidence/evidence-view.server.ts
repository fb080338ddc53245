import { refusalInWords, type EvidenceView, type MediaType, type Scan } from './evidence.ts';
import { evidenceLimits } from './limits.server.ts';
import type { EvidenceRow } from './store.server.ts';
import type { Turns } from './turns.ts';

/** The row as people and programs see it. */
export function viewOf(row: EvidenceRow): EvidenceView {
	return viewFrom({ ...row, sha256: row.sha256.toString('hex') });
}

/** What a view says of a file, as JSON carries it; the hash in hexadecimal, the refusal as its code. */
export type EvidenceFacts = Pick<
	EvidenceRow,
	'id' | 'name' | 'mediaType' | 'sizeBytes' | 'pages' | 'scan' | 'refusal' | 'turns' | 'reading'
> & { sha256: string };

/** The view of a file from its facts. */
export function viewFrom(facts: EvidenceFacts) {
	const { id, name, mediaType, sizeBytes, sha256, pages, scan, refusal, turns } = facts;
	return {
		id,
		name,
		mediaType: mediaType as MediaType,
		sizeBytes,
		sha256,
		pages,
		scan: scan as Scan,
		refusal: refusal === null ? null : refusalInWords(refusal, evidenceLimits()),
		turns: turns as Turns,
	} satisfies EvidenceView;
}
