import { boxAround, type Box, type DocumentText } from '../reading.ts';
import type { Flow } from './cell.ts';
import { compareDegree } from './compare-degree.ts';
import { compareEmployer } from './compare-employer.ts';
import { compareName, type Names } from './compare-name.ts';
import { comparePhrase, type PhraseRules } from './compare-phrase.ts';
import { compareStandard, standardIn } from './compare-title.ts';
import {
	compareCurp,
	compareDate,
	compareHours,
	compareLicence,
	hasDate,
	type DateRules,
} from './compare-values.ts';
import { documentType, type DocumentType } from './document-type.ts';
import { combined, type Outcome, type Result } from './outcome.ts';
import { flowOf } from './page-flow.ts';

/** What a person declared and a document is to prove; `standard` is what the catalogue says of the chosen one. */
export type Declared = {
	kind: string;
	holder: Names & { curp: string };
	data: Readonly<Record<string, unknown>>;
	standard: { code: string | null; title: string } | null;
};

/** A declared value beside what was read (contract.md, "review case"); dates are `YYYY-MM-DD`. */
export type ComparedField = {
	field: string;
	declared: string;
	found: string | null;
	result: Result;
	/** where it was found, beginning with 1; 1 when it was not */
	page: number;
	box?: Box;
};

type Comparison = { field: string; declared: string; look: (flow: Flow) => Outcome | null };

const INSTITUTION: PhraseRules = {
	kind: 'name',
	labels: ['institucion educativa', 'institucion otorgo titulo', 'institucion', 'escuela'],
	heads:
		/^(universidad|instituto|escuela|colegio|centro|bachillerato|preparatoria|telebachillerato|tecnologico|facultad|academia|conalep|cobaem|cecytem|normal|asociacion|consejo|camara|fundacion|barra|telesecundaria|secundaria)$/,
};
const POSITION: PhraseRules = {
	kind: 'title',
	freedom: { gender: true },
	labels: [
		'puesto desempenado',
		'puesto',
		'cargo',
		'plaza',
		'categoria',
		'nombrarle',
		'nombrarlo',
		'nombrarla',
		'como',
		'nombramiento',
	],
};
const COURSE: PhraseRules = {
	kind: 'title',
	labels: [
		'acredito curso',
		'curso taller',
		'curso',
		'taller',
		'diplomado',
		'seminario',
		'conferencia',
		'denominado',
		'titulado',
		'tema',
	],
	quoted: true,
};
const START: DateRules = { roles: ['start'], unnamed: true };
const END: DateRules = { roles: ['end'], unnamed: true };
const ISSUE: DateRules = { roles: ['issue'], unnamed: true };

/**
 * Compares what was declared with what was read in a document: one row for each declared value that a document of its type
 * prints. Nothing here decides; a value that is only alike never matches.
 */
export function compareDocument(text: DocumentText, declared: Declared): ComparedField[] {
	const flow = flowOf(text.pages);
	const again = text.pages.some(({ pieces }) => pieces) ? flowOf(text.pages, 'pieces') : undefined;
	const type = documentType(flow, declared.kind);
	return comparisonsOf(declared, type).flatMap((comparison) => rowOf(comparison, flow, again) ?? []);
}

function rowOf(
	{ field, declared, look }: Comparison,
	flow: Flow,
	again: Flow | undefined,
): ComparedField | undefined {
	const first = look(flow);
	const second = again ? look(again) : null;
	const outcome = first && second ? combined(first, second) : (first ?? second);
	if (!outcome) return undefined;
	const { result, found, tokens } = outcome;
	const page = tokens[0]?.page ?? 1;
	const box = boxAround(tokens.filter((token) => token.page === page));
	return { field, declared, found, result, page, ...(box && { box }) };
}

function comparisonsOf(declared: Declared, type: DocumentType): Comparison[] {
	const { holder, kind } = declared;
	const name = [holder.givenNames, holder.firstSurname, holder.secondSurname].filter(Boolean).join(' ');
	return [
		{ field: 'holder.name', declared: name, look: (flow) => compareName(flow, holder) },
		{ field: 'holder.curp', declared: holder.curp, look: (flow) => compareCurp(flow, holder.curp) },
		...(OF_KIND[kind]?.(declared, type) ?? []),
	];
}

const OF_KIND: Readonly<Record<string, (declared: Declared, type: DocumentType) => Comparison[]>> = {
	education: ({ data }, type) => [
		...text(data, 'institution', (flow, value) => comparePhrase(flow, value, INSTITUTION)),
		...(type === 'certificate'
			? []
			: text(data, 'programme', (flow, value) => compareDegree(flow, value, said(data.level)))),
		...(type === 'licence' || type === 'other' ? text(data, 'licenceNumber', licence(type)) : []),
		...(type === 'licence'
			? []
			: text(data, 'finishedOn', (flow, value) => compareDate(flow, value, finished(type, flow)))),
	],
	experience: ({ data }, type) => [
		...text(data, 'employer', compareEmployer),
		...text(data, 'position', (flow, value) => comparePhrase(flow, value, POSITION)),
		...text(data, 'from', (flow, value) => compareDate(flow, value, START)),
		...text(data, 'to', (flow, value) => (isPrinted(type, flow) ? compareDate(flow, value, END) : null)),
	],
	certification: ({ data, standard }) => [
		...title(data, standard),
		...text(data, 'issuedOn', (flow, value) => compareDate(flow, value, ISSUE)),
		...text(data, 'validUntil', (flow, value) =>
			compareDate(flow, value, { roles: ['validity'], unnamed: false }),
		),
	],
	training: ({ data }) => [
		...text(data, 'institution', (flow, value) => comparePhrase(flow, value, INSTITUTION)),
		...text(data, 'name', (flow, value) => comparePhrase(flow, value, COURSE)),
		...text(data, 'hours', (flow, value) => compareHours(flow, Number(value))),
		...text(data, 'from', (flow, value) => compareDate(flow, value, START)),
		...text(data, 'to', (flow, value) => compareDate(flow, value, END)),
	],
};

/** A declared value that was given, as text. */
function text(
	data: Declared['data'],
	field: string,
	look: (flow: Flow, value: string) => Outcome | null,
): Comparison[] {
	const value = said(data[field]);
	return value === undefined ? [] : [{ field, declared: value, look: (flow) => look(flow, value) }];
}

function said(value: unknown): string | undefined {
	return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
		? String(value)
		: undefined;
}

/** Of documents that are no licence, only one that speaks of a number of that kind prints it. */
function licence(type: DocumentType) {
	return (flow: Flow, value: string): Outcome | null => {
		const outcome = compareLicence(flow, value);
		return type === 'licence' || outcome.result === 'match' ? outcome : null;
	};
}

/** A title tells the day of the examination; the day on which it was issued only when there was none. */
function finished(type: DocumentType, flow: Flow): DateRules {
	if (type !== 'degree') return { roles: ['issue', 'end', 'exam'], unnamed: true };
	return hasDate(flow, 'exam') || flow.misread ? { roles: ['exam'], unnamed: false } : ISSUE;
}

/** An appointment says when it ends only if it is for a time. */
function isPrinted(type: DocumentType, flow: Flow): boolean {
	return type !== 'appointment' || hasDate(flow, 'end');
}

function title(data: Declared['data'], standard: Declared['standard']): Comparison[] {
	const typed = said(data.title);
	const wanted = standard ?? (typed === undefined ? undefined : standardIn(typed));
	if (!wanted) return [];
	const declared = [wanted.code, wanted.title].filter(Boolean).join(' ');
	return [{ field: 'title', declared, look: (flow) => compareStandard(flow, wanted) }];
}
