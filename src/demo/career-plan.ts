import type { CatalogueItem } from '#lib/institution/catalogues.ts';
import type { PlainDate } from '#lib/institution/plain-date.ts';
import type { FictitiousPerson } from './people.ts';

/** A claim as a person would send it (contract.md, "Fields"). */
export type DeclaredClaim = {
	kind: 'education' | 'experience' | 'certification' | 'training';
	data: Record<string, unknown>;
};

/** Catalogues that a career is made of. */
export type CareerCatalogues = {
	positions: readonly CatalogueItem<'positions'>[];
	competencies: readonly CatalogueItem<'competencies'>[];
};

/** What decides a career. */
export type CareerPlan = {
	person: FictitiousPerson;
	municipality: { key: string; label: string };
	/** key of the catalogue, not OTHER */
	area: string;
	/** from 0 (just began) to 1 (a whole life in it), as far as the age allows */
	merit: number;
	today: PlainDate;
};
