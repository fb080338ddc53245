/** Programmes of study by the field of the catalogue. */
export const PROGRAMMES: Record<string, readonly string[]> = {
	ACCT_ADMIN: [
		'Licenciatura en Contaduría',
		'Licenciatura en Administración',
		'Licenciatura en Administración Pública',
	],
	ECON: ['Licenciatura en Economía', 'Licenciatura en Finanzas Públicas', 'Licenciatura en Actuaría'],
	LEGAL: ['Licenciatura en Derecho'],
	ENG_CADASTRE: [
		'Ingeniería en Geomática',
		'Ingeniería Civil',
		'Licenciatura en Arquitectura',
		'Ingeniería Topográfica',
	],
	OTHER: ['Licenciatura en Psicología', 'Licenciatura en Informática', 'Licenciatura en Comunicación'],
};

/** Postgraduate studies, with their field. */
export const POSTGRADUATE = {
	ESPECIALIDAD: [
		['Especialidad en Hacienda Pública', 'ECON'],
		['Especialidad en Auditoría Gubernamental', 'ACCT_ADMIN'],
		['Especialidad en Impuestos', 'ACCT_ADMIN'],
	],
	MAESTRIA: [
		['Maestría en Administración Pública Municipal', 'ACCT_ADMIN'],
		['Maestría en Hacienda Pública', 'ECON'],
		['Maestría en Derecho Fiscal', 'LEGAL'],
	],
	DOCTORADO: [
		['Doctorado en Administración Pública', 'ACCT_ADMIN'],
		['Doctorado en Finanzas Públicas', 'ECON'],
	],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;

/** Schools that do not exist. */
export const SCHOOLS = [
	'Universidad Ficticia del Valle de Toluca',
	'Instituto Imaginario de Estudios Superiores',
	'Universidad Ejemplar del Centro',
	'Tecnológico Ficticio de los Volcanes',
	'Colegio Imaginario de Estudios Municipales',
] as const;

/** Employers outside of municipal finance that do not exist. */
export const PRIVATE_EMPLOYERS = [
	'Despacho Contable Ejemplo, S.C.',
	'Comercializadora Ficticia, S.A. de C.V.',
	'Consultores Imaginarios, S.C.',
	'Papelera Ejemplar, S.A. de C.V.',
] as const;

/** Posts outside of municipal finance. */
export const PRIVATE_POSITIONS = [
	'Auxiliar contable',
	'Asistente administrativo',
	'Analista de costos',
	'Cajero general',
] as const;

/** Finance courses with their hours. */
export const COURSES = [
	['Armonización contable para municipios', 20],
	['Presupuesto basado en resultados', 40],
	['Ley de Disciplina Financiera', 16],
	['Recaudación del impuesto predial', 20],
	['Cuenta pública municipal', 24],
	['Fondos federales del ramo 33', 30],
	['Valuación catastral con tablas de valores', 40],
	['Control interno y administración de riesgos', 20],
	['Matriz de indicadores para resultados', 25],
	['Padrones y cobro de derechos de agua', 15],
	['Comprobantes fiscales y nómina', 20],
	['Procedimiento administrativo de ejecución', 40],
] as const;

/** Finance diplomas with their hours. */
export const DIPLOMAS = [
	['Diplomado en hacienda pública municipal', 120],
	['Diplomado en fiscalización y rendición de cuentas', 100],
] as const;

/** Conferences on human development. */
export const CONFERENCES = [
	'Liderazgo al servicio de las personas',
	'Comunicación con trato digno',
	'Equipos que aprenden',
	'Igualdad en el servicio público',
	'Manejo del estrés en ventanilla',
	'Ética en lo cotidiano',
] as const;

/** What somebody taught. */
export const TAUGHT = [
	'Taller de cierre contable anual',
	'Taller de integración de la cuenta pública',
	'Curso básico de presupuesto municipal',
] as const;

/** Who gives courses. */
export const TRAINERS = [
	'Instituto Hacendario (documento ficticio)',
	'Centro Imaginario de Capacitación',
	'Escuela Ficticia de Finanzas Públicas',
] as const;

/** Systems that a person says they know. */
export const SYSTEMS = [
	'Hoja de cálculo',
	'Contabilidad gubernamental',
	'Sistema de nómina',
	'Cartografía digital',
	'Bases de datos',
] as const;

/** Languages that a person says they speak. */
export const LANGUAGES = ['Inglés', 'Otomí', 'Mazahua', 'Náhuatl', 'Francés'] as const;
