import { institution } from '#lib/institution/load-institution.server.ts';
import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import { ELEMENT_TITLES } from '#lib/rating/explanation.ts';
import { TOTAL_CAP, WeightingModel } from '#lib/rating/model.ts';
import { scoreProfile } from '#lib/rating/score.ts';

/** Points and caps in hundredths, stars in tenths. */
export type ExampleRating = {
	profile: string;
	stars: number | null;
	points: number;
	cap: number;
	elements: { label: string; points: number; cap: number }[];
};

const PROFILE =
	'Tesorera municipal con 5 años en el puesto, licenciatura afín, un certificado vigente y 60 horas de cursos.';
const RATED_ON = '2026-06-15';
const STANDARD = 'EJEMPLO';

const CLAIMS: AcceptedClaim[] = [
	{
		id: 'post',
		kind: 'experience',
		data: { area: 'TES', level: 'HEAD', position: 'Tesorera municipal', from: '2021-07', to: null },
	},
	{
		id: 'degree',
		kind: 'education',
		data: { level: 'LICENCIATURA', field: 'ACCT_ADMIN', finishedOn: '2015-07-01' },
	},
	{
		id: 'certificate',
		kind: 'certification',
		data: { standard: STANDARD, issuedOn: '2024-01-31', validUntil: '2027-12-31' },
	},
	{ id: 'long-course', kind: 'training', data: course(40, '2025-05') },
	{ id: 'short-course', kind: 'training', data: course(20, '2025-11') },
];

function course(hours: number, month: string) {
	return { type: 'COURSE', theme: 'FINANCE', name: 'Curso', hours, from: `${month}-01`, to: `${month}-20` };
}

let known: ExampleRating | undefined;

/** The rating of an invented person by the institution's newest model, to be shown as an example; computed once. */
export function exampleRating(): ExampleRating {
	return (known ??= rateExample());
}

function rateExample(): ExampleRating {
	const model = WeightingModel.parse(institution().weighting.at(-1)?.content);
	const competencies = { [STANDARD]: { finance: true, validityYears: null } };
	const score = scoreProfile({ claims: CLAIMS, identityAttested: true, competencies }, model, RATED_ON);
	return {
		profile: PROFILE,
		stars: score.stars,
		points: score.points,
		cap: TOTAL_CAP,
		elements: score.elements.map(({ key, points, cap }) => ({ label: ELEMENT_TITLES[key], points, cap })),
	};
}
