import { tokensOf, type Flow } from './cell.ts';

/** What a document is, as far as it decides what is printed on it. */
export type DocumentType = 'licence' | 'degree' | 'certificate' | 'enrolment' | 'appointment' | 'other';

type Sign = { type: DocumentType; all: readonly RegExp[]; weight: number };

const SIGNS: readonly Sign[] = [
	{ type: 'licence', all: [/^profesion(es|istas)$/, /^cedula$/], weight: 3 },
	{ type: 'licence', all: [/^cedula$/, /^patente$/], weight: 3 },
	{ type: 'licence', all: [/^cedula$/, /^(profesional|personal)$/], weight: 2 },
	{ type: 'degree', all: [/^titulo$/, /^(confiere|otorga|profesional|expide)$/], weight: 2 },
	{ type: 'degree', all: [/^examen$/, /^(profesional|recepcional|grado)$/], weight: 2 },
	{
		type: 'certificate',
		all: [/^certifica(do)?$/, /^(bachillerato|preparatoria|secundaria|primaria)$/],
		weight: 3,
	},
	{ type: 'certificate', all: [/^certificado$/, /^(terminacion|estudios|promedio)$/], weight: 2 },
	{ type: 'enrolment', all: [/^constancia$/, /^estudios$/], weight: 2 },
	{ type: 'enrolment', all: [/^(cursa|inscrit[oa]|semestre|cuatrimestre|matricula)$/], weight: 2 },
	{ type: 'appointment', all: [/^(nombramiento|nombrarle|nombrarlo|nombrarla)$/], weight: 3 },
];
const OF_KIND: Readonly<Record<string, readonly DocumentType[]>> = {
	education: ['licence', 'degree', 'certificate', 'enrolment'],
	experience: ['appointment'],
};

/** What a document that proves an item of a kind is: the type that most words speak for. */
export function documentType(flow: Flow, kind: string): DocumentType {
	const keys = [...new Set(tokensOf(flow).map(({ key }) => key))];
	const weightOf = (type: DocumentType) =>
		SIGNS.filter(
			(sign) => sign.type === type && sign.all.every((word) => keys.some((key) => word.test(key))),
		).reduce((sum, { weight }) => sum + weight, 0);
	const best = (OF_KIND[kind] ?? [])
		.map((type) => ({ type, weight: weightOf(type) }))
		.toSorted((one, other) => other.weight - one.weight)[0];
	return best && best.weight > 0 ? best.type : 'other';
}
