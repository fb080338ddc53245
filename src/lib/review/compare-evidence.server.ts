import {
	compareDocument,
	type ComparedField,
	type Declared,
} from '#lib/evidence/comparison/compare-document.ts';
import { openReading } from '#lib/evidence/open-reading.server.ts';
import { turnedBox } from '#lib/evidence/reading.ts';
import { findCatalogueItem } from '#lib/institution/catalogues.server.ts';
import { log } from '#lib/platform/log.server.ts';
import type { PersonKey } from '#lib/platform/unwrap-person-key.server.ts';
import type { CaseClaim, CaseEvidence, CasePerson } from './review-case.ts';

/** Whose documents are opened, with the key that opens them. */
export type DocumentOwner = { profileId: string; key: PersonKey };

/**
 * Puts beside each declared value what was read in the documents of its claim. A reading that cannot be opened counts as
 * failed: the reviewer looks at the document all the same. The caller has decided on access.
 */
export function withReadings(
	owner: DocumentOwner,
	person: CasePerson,
	claims: CaseClaim[],
): Promise<CaseClaim[]> {
	return Promise.all(
		claims.map(async (claim) => {
			const declared = declaredIn(claim, person);
			const evidence = claim.evidence.map((file) => readingOf(owner, file, declared));
			return { ...claim, evidence: await Promise.all(evidence) };
		}),
	);
}

async function readingOf(
	{ profileId, key }: DocumentOwner,
	file: CaseEvidence,
	declared: Declared,
): Promise<CaseEvidence> {
	if (file.readingState !== 'done') return file;
	try {
		const rows = compareDocument(await openReading({ profileId, id: file.id }, key), declared);
		return { ...file, reading: rows.map((row) => asShown(row, file)) };
	} catch (error) {
		log.error({ err: error, evidence: file.id }, 'a reading cannot be opened');
		return { ...file, readingState: 'failed' };
	}
}

/** Places are those of the page as it is served. */
function asShown(row: ComparedField, { turns }: CaseEvidence): ComparedField {
	return row.box ? { ...row, box: turnedBox(row.box, turns) } : row;
}

function declaredIn({ kind, data }: CaseClaim, person: CasePerson): Declared {
	const chosen =
		typeof data.standard === 'string' ? findCatalogueItem('competencies', data.standard) : undefined;
	const { givenNames, firstSurname, secondSurname, curp } = person;
	const standard = chosen ? { code: chosen.code, title: chosen.label } : null;
	return { kind, data, holder: { givenNames, firstSurname, secondSurname, curp }, standard };
}
