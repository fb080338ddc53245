import type { AcceptedClaim } from '#lib/rating/accepted-claim.ts';
import type { Score } from '#lib/rating/breakdown.ts';
import type { WeightingModel } from '#lib/rating/model/model.ts';
import { scoreProfile } from '#lib/rating/score.ts';

/** An invented person with everything that they have validated. */
export type Example = { key: string; profile: string; claims: AcceptedClaim[] };

/** Day on which the examples are rated; their dates lie before it. */
const RATED_ON = '2026-06-15';
const STANDARD = 'EJEMPLO';

/** Invented people (cases C03, C04 and C05 of weighting.md), from fewer to more stars under model v1. */
export const EXAMPLES = [
	{
		key: 'cashier',
		profile: 'Cajera con 20 años en la caja de la tesorería, con secundaria.',
		claims: [
			claim('post', 'experience', { area: 'TES', level: 'OPERATIVE', from: '2006-07', to: null }),
			claim('degree', 'education', { level: 'SECUNDARIA', field: 'OTHER' }),
		],
	},
	{
		key: 'analyst',
		profile:
			'Analista de egresos con 3 años en el puesto, licenciatura afín, 40 horas de cursos y dos conferencias.',
		claims: [
			claim('post', 'experience', { area: 'TES', level: 'ANALYST', from: '2023-07', to: null }),
			claim('degree', 'education', { level: 'LICENCIATURA', field: 'ECON' }),
			course(40, '2025-11'),
			conference('first', '2025-03'),
			conference('second', '2026-02'),
		],
	},
	{
		key: 'treasurer',
		profile:
			'Tesorera municipal con 5 años en el puesto, licenciatura afín, un certificado vigente y 60 horas de cursos.',
		claims: [
			claim('post', 'experience', { area: 'TES', level: 'HEAD', from: '2021-07', to: null }),
			claim('degree', 'education', { level: 'LICENCIATURA', field: 'ACCT_ADMIN' }),
			claim('certificate', 'certification', {
				standard: STANDARD,
				issuedOn: '2024-01-31',
				validUntil: '2027-12-31',
			}),
			course(40, '2025-05'),
			course(20, '2025-11'),
		],
	},
] as const satisfies readonly Example[];

function claim(id: string, kind: AcceptedClaim['kind'], data: object): AcceptedClaim {
	return { id, kind, data };
}

function course(hours: number, month: string): AcceptedClaim {
	return claim(`course-${month}`, 'training', { type: 'COURSE', theme: 'FINANCE', hours, to: `${month}-20` });
}

function conference(id: string, month: string): AcceptedClaim {
	return claim(id, 'training', { type: 'CONFERENCE', theme: 'HUMAN_DEVELOPMENT', to: `${month}-20` });
}

/** What a model gives to an invented person. */
export function scoreExample({ claims }: Example, model: WeightingModel): Score {
	const competencies = { [STANDARD]: { finance: true, validityYears: null } };
	return scoreProfile({ claims, identityAttested: true, competencies }, model, RATED_ON);
}
