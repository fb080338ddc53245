import type { Declared } from '#lib/evidence/comparison/compare-document.ts';

/** A document of a set of samples: what it says, what the person declared, and whether they agree (its README). */
export type TrueDocument = {
	file: string;
	type: string;
	person: string;
	declared: Readonly<Record<string, string | number>>;
	document: Readonly<Record<string, string | number>>;
	expected_verdict: string;
};

/** A set of samples. */
export type Truth = { documents: TrueDocument[]; persons: TruePerson[] };
type TruePerson = { id: string; nombres: string; apellido1: string; apellido2: string; nombre: string };

const STUDIES = [
	'cedula_profesional',
	'titulo_profesional',
	'certificado_bachillerato',
	'constancia_estudios',
];
const EMPLOYMENTS = ['constancia_laboral', 'nombramiento'];

/** Fields of a sample that one field of a claim stands for. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	education: {
		institucion: 'institution',
		grado: 'programme',
		numero_cedula: 'licenceNumber',
		fecha_examen: 'finishedOn',
		fecha_expedicion: 'finishedOn',
	},
	experience: {
		municipio: 'employer',
		empleador: 'employer',
		puesto: 'position',
		fecha_inicio: 'from',
		fecha_fin: 'to',
	},
	certification: {
		codigo_estandar: 'title',
		titulo_estandar: 'title',
		fecha_expedicion: 'issuedOn',
		vigencia: 'validUntil',
	},
	training: {
		institucion: 'institution',
		curso: 'name',
		horas: 'hours',
		fecha_inicio: 'from',
		fecha_fin: 'to',
	},
};
const HOLDER: Readonly<Record<string, string>> = { nombre: 'holder.name', curp: 'holder.curp' };

/** What the person of a sample would have declared in a cédula. */
export function claimOf(document: TrueDocument, persons: readonly TruePerson[]): Declared {
	const { declared } = document;
	const kind = kindOf(document);
	const data: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(FIELDS[kind]!)) {
		const value = declared[name];
		if (value === undefined) continue;
		data[field] =
			name === 'municipio'
				? `Ayuntamiento de ${value}`
				: field === 'title'
					? joined(data.title, value)
					: value;
	}
	return { kind, holder: holderOf(document, persons), data, standard: null };
}

/** What must come of comparing each field that the sample prints. */
export function verdictsOf(document: TrueDocument): Record<string, 'match' | 'mismatch'> {
	const fields = { ...HOLDER, ...FIELDS[kindOf(document)] };
	const verdicts: Record<string, 'match' | 'mismatch'> = {};
	for (const name of Object.keys(document.declared)) {
		const field = fields[name];
		if (!field || !(name in document.document)) continue;
		const differs = document.expected_verdict === `discrepa:${name}`;
		verdicts[field] = differs || verdicts[field] === 'mismatch' ? 'mismatch' : 'match';
	}
	return verdicts;
}

function kindOf({ type }: TrueDocument): string {
	if (STUDIES.includes(type)) return 'education';
	if (EMPLOYMENTS.includes(type)) return 'experience';
	return type === 'certificado_competencia' ? 'certification' : 'training';
}

function joined(before: unknown, value: string | number): string {
	return before === undefined ? String(value) : `${String(before)} ${value}`;
}

/** The names as they were declared, in the parts of the person whose words they are. */
function holderOf({ declared, person }: TrueDocument, persons: readonly TruePerson[]): Declared['holder'] {
	const known = persons.find(({ id }) => id === person);
	if (!known) throw new Error(`No hay una persona ${person}.`);
	return {
		givenNames: known.nombres,
		firstSurname: known.apellido1,
		secondSurname: known.apellido2,
		curp: String(declared.curp ?? ''),
	};
}
