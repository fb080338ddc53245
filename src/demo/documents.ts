import { formatDate, formatMonth, type PlainDate } from '#lib/institution/plain-date.ts';
import type { DeclaredClaim } from './career-plan.ts';
import { wrap } from './helvetica.ts';
import { writePdf, type Mark, type Page } from './pdf.ts';
import type { FictitiousPerson } from './people.ts';

/** Stands on every page of every document that we make. */
export const NO_VALIDITY = 'DOCUMENTO FICTICIO – SIN VALIDEZ';

/** A line or paragraph of a document; `gap` in points above it. */
export type Block = { text: string; size: number; bold?: boolean; gap?: number };

/** A document that proves a claim. */
export type FictitiousDocument = {
	/** as a person would call the file, without its extension */
	name: string;
	title: string;
	blocks: Block[];
	layout: Layout;
};

/** Who holds it, what a key of a catalogue is called, and the day on which it was made out. */
export type DocumentFacts = {
	holder: FictitiousPerson;
	labelOf: (catalogue: 'academic-levels' | 'competencies', key: string) => string;
	issuedOn: PlainDate;
};

type Layout = { width: number; height: number; centred: boolean; margin: number; frames: number[] };

const DIPLOMA: Layout = { width: 792, height: 612, centred: true, margin: 90, frames: [28, 36] };
const LETTER: Layout = { width: 612, height: 792, centred: false, margin: 72, frames: [] };
const CERTIFICATE: Layout = { width: 612, height: 792, centred: true, margin: 80, frames: [40] };
const CONSTANCY: Layout = { width: 792, height: 612, centred: true, margin: 100, frames: [24] };

/** The document that proves a claim, with what the person declared printed on it. */
export function documentOf(claim: DeclaredClaim, facts: DocumentFacts): FictitiousDocument {
	const text = (field: string) => String(claim.data[field] ?? '');
	return { education, experience, certification, training }[claim.kind](text, facts, claim.data);
}

/** The document as a PDF of one page. */
export function asPdf(document: FictitiousDocument): Uint8Array {
	return writePdf(document.title, [lay(document)]);
}

type Make = (
	text: (field: string) => string,
	facts: DocumentFacts,
	data: Record<string, unknown>,
) => FictitiousDocument;

const education: Make = (text, { holder, labelOf }) => {
	const title = text('licenceNumber') ? 'Título profesional' : 'Certificado de estudios';
	const programme = text('programme') || labelOf('academic-levels', text('level'));
	return {
		name: `${title} ${holder.firstSurname}`,
		title,
		layout: DIPLOMA,
		blocks: [
			{ text: text('institution'), size: 24, bold: true, gap: 26 },
			{ text: 'otorga a', size: 14, gap: 22 },
			{ text: fullName(holder), size: 26, bold: true, gap: 12 },
			{ text: `CURP ${holder.curp}`, size: 11, gap: 8 },
			{ text: `el presente ${title.toLowerCase()} de`, size: 14, gap: 18 },
			{ text: programme, size: 20, bold: true, gap: 10 },
			{ text: `Concluyó el ${formatDate(text('finishedOn'))}.`, size: 13, gap: 20 },
			...(text('licenceNumber')
				? [{ text: `Cédula profesional número ${text('licenceNumber')}`, size: 12, gap: 8 }]
				: []),
			{ text: 'La Rectoría', size: 12, gap: 46 },
		],
	};
};

const experience: Make = (text, { holder, issuedOn }, data) => {
	const until = data.to === null ? 'a la fecha' : `al mes de ${formatMonth(text('to'))}`;
	return {
		name: `Constancia laboral ${text('employer')}`,
		title: 'Constancia laboral',
		layout: LETTER,
		blocks: [
			{ text: text('employer'), size: 18, bold: true, gap: 24 },
			{ text: `Recursos Humanos. ${formatDate(issuedOn)}`, size: 11, gap: 6 },
			{ text: 'CONSTANCIA LABORAL', size: 15, bold: true, gap: 44 },
			{ text: 'A quien corresponda:', size: 12, gap: 28 },
			{
				text: `Se hace constar que ${fullName(holder)}, con CURP ${holder.curp}, presta sus servicios con el puesto de:`,
				size: 12,
				gap: 16,
			},
			{ text: text('position'), size: 15, bold: true, gap: 14 },
			{ text: `desde el mes de ${formatMonth(text('from'))} ${until}.`, size: 12, gap: 14 },
			{ text: 'Se extiende la presente a petición de la persona interesada.', size: 12, gap: 20 },
			{ text: 'Jefatura de Recursos Humanos', size: 12, gap: 90 },
		],
	};
};

const certification: Make = (text, { holder, labelOf }) => ({
	name: `Certificado ${text('standard') || text('folio')}`,
	title: 'Certificado de competencia',
	layout: CERTIFICATE,
	blocks: [
		{ text: text('issuer'), size: 16, bold: true, gap: 46 },
		{ text: 'CERTIFICADO DE COMPETENCIA LABORAL', size: 15, bold: true, gap: 50 },
		{ text: 'que se otorga a', size: 12, gap: 34 },
		{ text: fullName(holder), size: 20, bold: true, gap: 14 },
		{ text: `CURP ${holder.curp}`, size: 11, gap: 8 },
		{ text: 'por demostrar su competencia en', size: 12, gap: 34 },
		{
			text: text('standard')
				? `${text('standard')} ${labelOf('competencies', text('standard'))}`
				: text('title'),
			size: 15,
			bold: true,
			gap: 14,
		},
		{ text: `Folio ${text('folio')}`, size: 12, gap: 40 },
		{ text: `Expedido el ${formatDate(text('issuedOn'))}.`, size: 12, gap: 8 },
	],
});

const training: Make = (text, { holder }) => {
	const [from, to] = [formatDate(text('from')), formatDate(text('to'))];
	const taught = text('type') === 'INSTRUCTOR';
	return {
		name: `Constancia ${text('name')}`,
		title: 'Constancia',
		layout: CONSTANCY,
		blocks: [
			{ text: text('institution'), size: 16, bold: true, gap: 30 },
			{ text: taught ? 'RECONOCIMIENTO' : 'CONSTANCIA', size: 26, bold: true, gap: 30 },
			{ text: 'a', size: 12, gap: 14 },
			{ text: fullName(holder), size: 22, bold: true, gap: 10 },
			{ text: `CURP ${holder.curp}`, size: 11, gap: 6 },
			{ text: taught ? 'por impartir' : 'por su participación en', size: 13, gap: 22 },
			{ text: text('name'), size: 18, bold: true, gap: 10 },
			{ text: `con duración de ${text('hours')} horas`, size: 13, gap: 14 },
			{ text: from === to ? `el ${to}` : `del ${from} al ${to}`, size: 13, gap: 8 },
			{ text: 'La Coordinación', size: 12, gap: 56 },
		],
	};
};

/** The name as documents print it. */
export function fullName(
	person: Pick<FictitiousPerson, 'givenNames' | 'firstSurname' | 'secondSurname'>,
): string {
	return `${person.givenNames} ${person.firstSurname} ${person.secondSurname}`;
}

function lay({ blocks, layout }: FictitiousDocument): Page {
	const { width, height, centred, margin, frames } = layout;
	const marks: Mark[] = frames.map((inset) => ({
		kind: 'frame',
		x: inset,
		y: inset,
		width: width - 2 * inset,
		height: height - 2 * inset,
		thickness: 1.5,
	}));
	const x = centred ? width / 2 : margin;
	const notice = {
		kind: 'text',
		text: NO_VALIDITY,
		x: width / 2,
		size: 12,
		bold: true,
		centred: true,
	} as const;
	marks.push({ ...notice, y: height - 64 }, { ...notice, y: 52 });
	let y = height - 76;
	for (const { text, size, bold = false, gap = 0 } of blocks) {
		y -= gap;
		for (const line of wrap(text, size, width - 2 * margin, bold)) {
			y -= size * 1.25;
			marks.push({ kind: 'text', text: line, x, y: Math.round(y), size, bold, centred });
		}
	}
	return { width, height, marks };
}
