/** An illustration of a rating, marked as such wherever it is shown. Points and caps in hundredths, stars in tenths. */
export const EXAMPLE_RATING = {
	profile:
		'Tesorera municipal, 5 años en el puesto, licenciatura afín, un certificado vigente y 60 horas de cursos.',
	stars: 34,
	points: 6000,
	cap: 10_000,
	elements: [
		{ label: 'Experiencia laboral', points: 2300, cap: 4000 },
		{ label: 'Perfil académico', points: 2200, cap: 3000 },
		{ label: 'Certificación de competencias', points: 1200, cap: 2000 },
		{ label: 'Formación continua', points: 300, cap: 1000 },
	],
} as const;
