import type { CedulaView, ClaimView } from './cedula.ts';
import { ANSWERED_SECTIONS, type AnsweredSection } from './sections.ts';

/** The part of a cédula that was saved last, on whatever device: a section or a claim. */
export type LastEdited = { savedAt: Date } & ({ section: AnsweredSection } | { claim: ClaimView });

/** The part that was saved last; nothing when nothing was saved. */
export function lastEditedOf({
	sections,
	claims,
}: Pick<CedulaView, 'sections' | 'claims'>): LastEdited | null {
	const saved: LastEdited[] = [
		...ANSWERED_SECTIONS.flatMap((section) => {
			const { savedAt } = sections[section];
			return savedAt ? [{ section, savedAt }] : [];
		}),
		...claims.map((claim) => ({ claim, savedAt: claim.savedAt })),
	];
	return saved.reduce<LastEdited | null>(
		(last, each) => (last && last.savedAt.getTime() >= each.savedAt.getTime() ? last : each),
		null,
	);
}
