import type { SetKey } from '#lib/panel/comparison-sets.ts';
import type { Judgement } from '#lib/panel/judgement.ts';

/** What one expert says in a round: judgements of all pairs of each set, in their order, and a word about the first set. */
export type Say = { judgements: Partial<Record<SetKey, readonly Judgement[]>>; comment?: string };

/** A round of a panel; times are business days before the present. Who is missing has not judged yet. */
export type PlannedRound = { opened: number; judged: number; closed: number | null; says: readonly Say[] };

/** A panel of the demonstration. The first expert is the one whose account is listed: there is something left to do for them. */
export type PlannedPanel = {
	title: string;
	sets: readonly SetKey[];
	opened: number;
	rounds: readonly PlannedRound[];
	/** when it ended and the others signed; null while it goes on */
	ended: { on: number; signed: number; proposed: number } | null;
};

const elements = (...judgements: Judgement[]) => ({ elements: judgements });
const criteria = (experience: readonly Judgement[], training: readonly Judgement[]) => ({
	experience,
	training,
});

/** Over, with minutes that lack one signature, and a draft of the model that says what the group found. */
const ELEMENTS_PANEL: PlannedPanel = {
	title: 'Panel de los cuatro elementos',
	sets: ['elements'],
	opened: 29,
	rounds: [
		{
			opened: 28,
			judged: 26,
			closed: 24,
			says: [
				{ judgements: elements(1, 2, 4, 1, 3, 2) },
				{
					judgements: elements(3, 5, 7, 2, 4, 2),
					comment: 'Lo que se hizo en el puesto dice más que un título.',
				},
				{
					judgements: elements(-2, 1, 3, 2, 4, 2),
					comment: 'En las áreas de catastro la carrera afín evita errores caros; no la dejaría tan abajo.',
				},
				{ judgements: elements(2, 3, 5, 1, 2, 2) },
				{
					judgements: elements(-3, -2, 1, 1, 2, 3),
					comment: 'Un estándar vigente prueba lo que la persona sabe hacer hoy.',
				},
			],
		},
		{
			opened: 23,
			judged: 21,
			closed: 19,
			says: [
				{ judgements: elements(1, 2, 4, 1, 3, 2) },
				{ judgements: elements(2, 2, 4, 1, 2, 2) },
				{ judgements: elements(1, 2, 4, 2, 4, 2) },
				{
					judgements: elements(2, 2, 3, 1, 3, 2),
					comment: 'De acuerdo con acercar los estudios a la certificación.',
				},
				{ judgements: elements(1, 2, 3, 1, 2, 2) },
			],
		},
	],
	ended: { on: 18, signed: 17, proposed: 15 },
};

/** In its second round, in which two have not answered yet. */
const CRITERIA_PANEL: PlannedPanel = {
	title: 'Panel de los criterios de experiencia y formación',
	sets: ['experience', 'training'],
	opened: 12,
	rounds: [
		{
			opened: 11,
			judged: 9,
			closed: 7,
			says: [
				{ judgements: criteria([3, 3, 1], [2, 4, 2]) },
				{
					judgements: criteria([5, 3, -2], [3, 5, 2]),
					comment: 'Encabezar una unidad no se compara con los años en otras áreas.',
				},
				{ judgements: criteria([2, 4, 2], [1, 3, 3]) },
				{
					judgements: criteria([1, 2, 2], [2, 2, 1]),
					comment: 'Quien viene de obra pública o de administración también conoce el gasto.',
				},
				{ judgements: criteria([4, 2, -2], [3, 3, 1]) },
			],
		},
		{
			opened: 4,
			judged: 2,
			closed: null,
			says: [
				{ judgements: {} },
				{ judgements: criteria([4, 3, 1], [2, 4, 2]) },
				{ judgements: criteria([3, 4, 1], [2, 4, 2]) },
				{ judgements: criteria([2, 2, 1], [2, 3, 1]) },
				{ judgements: {} },
			],
		},
	],
	ended: null,
};

/** The panels of the demonstration, the first first. */
export const PANELS: readonly PlannedPanel[] = [ELEMENTS_PANEL, CRITERIA_PANEL];

/** How many business days ago the version that they judge was drafted and put in consultation. */
export const CONSULTED = 31;
