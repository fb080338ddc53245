/** A course of the demonstration: the fields of its form, with its days counted from the present. */
export type PlannedCourse = {
	fields: Record<string, string>;
	/** business days before the present on which it was announced */
	announced: number;
	/** days from the present to the first day, and from the first to the last */
	begins: number;
	lasts: number;
	/** whether it was called off */
	withdrawn?: true;
};

const INSTITUTE = 'Instituto Hacendario del Estado de México';
const ROOM = 'Aula 3 del Instituto, Toluca';
const PAGE = 'https://ihaem.example/cursos';
const course = { type: 'COURSE', theme: 'FINANCE', institution: INSTITUTE, registration: PAGE };

/** The agenda of the demonstration: six that come, one that was called off and one that has begun. */
export const COURSES: readonly PlannedCourse[] = [
	{
		fields: { ...course, name: 'Cuenta pública municipal', hours: '30', mode: 'place', place: ROOM },
		...{ announced: 40, begins: -16, lasts: 4 },
	},
	{
		fields: {
			...{ type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT', institution: INSTITUTE },
			name: 'Comunicación y trato digno en la ventanilla',
			hours: '2',
			...{ mode: 'distance', place: '' },
			registration:
				'Escriba a shm@ihaem.example con su nombre y su municipio; recibirá la liga el día anterior.',
		},
		...{ announced: 12, begins: 9, lasts: 0 },
	},
	{
		fields: {
			...course,
			name: 'Presupuesto basado en resultados para municipios',
			hours: '20',
			...{ mode: 'distance', place: '' },
		},
		...{ announced: 10, begins: 16, lasts: 11 },
	},
	{
		fields: {
			...course,
			name: 'Actualización del padrón catastral',
			hours: '16',
			...{ mode: 'place', place: 'Sala de usos múltiples, Ixtapan de la Sal' },
		},
		...{ announced: 9, begins: 23, lasts: 1 },
		withdrawn: true,
	},
	{
		fields: {
			...course,
			name: 'Armonización contable: registro y conciliación',
			hours: '40',
			...{ mode: 'place', place: ROOM },
			registration:
				'Llame a la Coordinación de Capacitación, 722 000 0000, de 9:00 a 18:00 h. Hay 30 lugares.',
		},
		...{ announced: 8, begins: 37, lasts: 18 },
	},
	{
		fields: {
			...course,
			type: 'DIPLOMA',
			name: 'Diplomado en hacienda pública municipal',
			institution: `${INSTITUTE} con la Escuela Ficticia de Finanzas Públicas`,
			hours: '120',
			...{ mode: 'distance', place: '' },
		},
		...{ announced: 6, begins: 58, lasts: 118 },
	},
	{
		fields: {
			...course,
			theme: 'OTHER',
			name: 'Hojas de cálculo para el trabajo diario',
			hours: '12',
			...{ mode: 'distance', place: '' },
		},
		...{ announced: 5, begins: 65, lasts: 4 },
	},
	{
		fields: {
			...{ type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT', institution: INSTITUTE, registration: PAGE },
			name: 'Liderazgo de equipos pequeños',
			hours: '3',
			...{ mode: 'place', place: 'Auditorio del Instituto, Toluca' },
		},
		...{ announced: 3, begins: 79, lasts: 0 },
	},
];
