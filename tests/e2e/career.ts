import { PASSWORD, type Person } from './people.ts';

/** Day, month and year as a person types them. */
type Day = [day: string, month: string, year: string];

/** One item of a career as a person types it, with the document that proves it and what the API then says of it. */
export type CareerItem = {
	/** path of its list */
	list: string;
	title: string;
	answers: Record<string, string | boolean>;
	/** by question */
	days: Record<string, Day>;
	/** sample document */
	file: string;
	data: Record<string, unknown>;
};

/** The holder of the sample documents doc-03.jpg and doc-24.pdf (samples, `truth.json`). */
export function yolotzin(): Person {
	return {
		curp: 'PEBY711214MQTXRL94',
		givenNames: 'Yolotzin',
		firstSurname: 'Peña',
		secondSurname: 'Bermúdez',
		email: 'yolotzin@correo.example',
		password: PASSWORD,
	};
}

type Choice = readonly [label: string, key: string];
const DEGREE: Choice = ['Licenciatura, ingeniería o normal', 'LICENCIATURA'];
const SECONDARY: Choice = ['Bachillerato, técnico o profesional técnico', 'MEDIA_SUPERIOR'];

/** Eight items of a career, each with one sample document; what they say is what `truth.json` declares of it. */
export const CAREER: readonly CareerItem[] = [
	study({
		level: DEGREE,
		field: ['Económica y finanzas', 'ECON'],
		programme: 'Licenciatura en Economía',
		institution: 'Escuela Superior de Comercio y Hacienda Pública',
		finishedOn: ['26', '10', '1993'],
		file: 'documentos/doc-03.jpg',
	}),
	study({
		level: DEGREE,
		field: ['Contable-administrativa', 'ACCT_ADMIN'],
		programme: 'Licenciatura en Contaduría',
		institution: 'Escuela Superior de Comercio y Hacienda Pública',
		finishedOn: ['30', '12', '2019'],
		file: 'documentos/doc-01.pdf',
	}),
	study({
		level: SECONDARY,
		field: ['Otra', 'OTHER'],
		programme: 'Bachillerato general',
		institution: 'Telebachillerato Comunitario Núm. 912 Peñón Blanco',
		finishedOn: ['14', '7', '1992'],
		file: 'documentos/doc-04.pdf',
	}),
	study({
		level: DEGREE,
		field: ['Ingeniería, arquitectura, topografía, geomática', 'ENG_CADASTRE'],
		programme: 'Ingeniería en Sistemas Computacionales',
		institution: 'Universidad Intercultural del Valle Ñuhú',
		finishedOn: ['16', '9', '2020'],
		file: 'documentos/doc-22.pdf',
	}),
	{
		list: '/cedula/experiencia',
		title: 'Notificadora ejecutora fiscal',
		answers: {
			'Ayuntamiento, organismo o empresa': 'Sistema Municipal DIF de Ixtlahuaca',
			Área: 'Sistema municipal DIF: tesorería',
			Puesto: 'Notificadora ejecutora fiscal',
			'Nivel del puesto': 'Operativo / auxiliar',
		},
		days: { '¿Cuándo empezó?': ['25', '4', '2022'], '¿Cuándo terminó?': ['6', '10', '2023'] },
		file: 'documentos/doc-15.jpg',
		data: {
			employer: 'Sistema Municipal DIF de Ixtlahuaca',
			area: 'DIF',
			position: 'Notificadora ejecutora fiscal',
			level: 'OPERATIVE',
			from: '2022-04-25',
			to: '2023-10-06',
		},
	},
	{
		list: '/cedula/certificaciones',
		title: 'EC9231 Integración de la cuenta pública municipal',
		answers: {
			'Nombre de la certificación': 'EC9231 Integración de la cuenta pública municipal',
			'Quién la expidió': 'Instituto de Capacitación',
			'Folio o número del certificado': 'D-0000923',
		},
		days: { '¿Cuándo se expidió?': ['25', '2', '2025'], '¿Hasta cuándo es válida?': ['25', '2', '2030'] },
		file: 'documentos/doc-11.jpg',
		data: {
			title: 'EC9231 Integración de la cuenta pública municipal',
			issuer: 'Instituto de Capacitación',
			folio: 'D-0000923',
			issuedOn: '2025-02-25',
			validUntil: '2030-02-25',
		},
	},
	course({
		name: 'Ley de contabilidad gubernamental aplicada a municipios',
		institution: 'Instituto de Capacitación Hacendaria del Altiplano',
		hours: 8,
		from: ['20', '2', '2026'],
		to: ['21', '2', '2026'],
		file: 'documentos/doc-23.pdf',
	}),
	course({
		name: 'Ética y responsabilidades administrativas',
		institution: 'Colegio de Contadores del Valle de Xinantécatl, A.C.',
		hours: 20,
		from: ['28', '4', '2022'],
		to: ['25', '5', '2022'],
		file: 'documentos/doc-24.pdf',
	}),
];

type Study = {
	level: Choice;
	field: Choice;
	programme: string;
	institution: string;
	finishedOn: Day;
	file: string;
};

function study({ level, field, programme, institution, finishedOn, file }: Study): CareerItem {
	return {
		list: '/cedula/formacion',
		title: programme,
		answers: {
			'Nivel de estudios': level[0],
			'Carrera o programa': programme,
			'Área de estudio': field[0],
			Institución: institution,
		},
		days: { '¿Cuándo concluyó?': finishedOn },
		file,
		data: { level: level[1], field: field[1], programme, institution, finishedOn: dateOf(finishedOn) },
	};
}

type Course = { name: string; institution: string; hours: number; from: Day; to: Day; file: string };

function course({ name, institution, hours, from, to, file }: Course): CareerItem {
	return {
		list: '/cedula/capacitacion',
		title: name,
		answers: {
			'Curso o taller': true,
			'Hacienda pública y finanzas': true,
			'Nombre del curso o de la conferencia': name,
			'Institución que lo impartió': institution,
			'Duración en horas': String(hours),
		},
		days: { '¿Cuándo empezó?': from, '¿Cuándo terminó?': to },
		file,
		data: { type: 'COURSE', theme: 'FINANCE', name, institution, hours, from: dateOf(from), to: dateOf(to) },
	};
}

function dateOf([day, month, year]: Day): string {
	return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
