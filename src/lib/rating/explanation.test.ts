import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimReason } from '#lib/rating/breakdown.ts';
import {
	CRITERION_TITLES,
	ELEMENT_TITLES,
	explainClaim,
	explainCriterion,
	explainCut,
	explainElement,
	explainStars,
} from '#lib/rating/explanation.ts';
import type { ExplanationLabels } from '#lib/rating/explanation.ts';
import type { CriterionKey, ElementKey } from '#lib/rating/model/model.ts';
import {
	SHM_V1,
	aCertificate,
	aCourse,
	aDegree,
	aPost,
	anyModel,
	anyProfile,
	criterionOf,
	rate,
} from '#lib/rating/rating.factory.ts';

const LABELS: ExplanationLabels = {
	levels: { OPERATIVE: 'Operativo', HEAD: 'Titular' },
	academicLevels: { PRIMARIA: 'Primaria', LICENCIATURA: 'Licenciatura', DOCTORADO: 'Doctorado' },
	fields: { LEGAL: 'Jurídica', ENG_CADASTRE: 'Ingeniería' },
	areas: { CAT: 'Catastro', OBR: 'Obra pública' },
};
const CRITERIA = Object.keys(CRITERION_TITLES) as CriterionKey[];
const rule = (key: CriterionKey, model = SHM_V1) => explainCriterion(key, model, LABELS);
const sentence = (key: CriterionKey, reason: ClaimReason, line: object = {}) =>
	explainClaim({ claimId: 'c', counted: false, points: 0, reason, ...line }, key, SHM_V1, LABELS);

describe('the rule of a criterion', () => {
	it('tells the numbers of the model', () => {
		expect(rule('E1')).toContain('suma 0.25 puntos, durante 96 meses como máximo (hasta 24 puntos)');
		expect(rule('E2')).toContain('suma 0.1 puntos, durante 80 meses como máximo (hasta 8 puntos)');
		expect(rule('E3')).toContain('al menos 6 meses');
		expect(rule('E3')).toContain('Operativo, 2; ANALYST, 3;');
		expect(rule('A1')).toContain('Primaria, 2;');
		expect(rule('A2')).toContain(
			'Jurídica; ECON; ACCT_ADMIN; Ingeniería, con experiencia aceptada en Catastro u Obra pública',
		);
		expect(rule('A2')).not.toContain('Primaria');
		expect(rule('A3')).toContain(
			'Suma 2 puntos tener 2 grados distintos o más, cada uno de nivel Licenciatura',
		);
		expect(rule('C1')).toContain('suma 12 puntos y cada uno de los siguientes 4 puntos, hasta 20 puntos');
		expect(rule('C2')).toContain('suma 4 puntos, hasta 8 puntos');
		expect(rule('T1')).toContain('últimos 36 meses suma 0.05 puntos, hasta 6 puntos');
		expect(rule('T1')).toContain('como máximo 40 horas');
		expect(rule('T2')).toContain('suma 0.5 puntos, hasta 3 puntos');
		expect(rule('T3')).toContain('suma 0.5 puntos, hasta 1 punto.');
	});

	it('follows a model with other numbers', () => {
		const model = structuredClone(SHM_V1);
		model.experience.finance = { pointsPerMonth: 100, maxMonths: 1 };
		model.training.windowMonths = 12;
		expect(rule('E1', model)).toContain('suma 1 punto, durante 1 mes como máximo (hasta 1 punto)');
		expect(rule('E2', model)).toContain('después de 1 mes,');
		for (const key of ['T1', 'T2', 'T3'] as const) expect(rule(key, model)).toContain('últimos 12 meses');
	});

	it('leaves no number of model v1 behind when the model is another', () => {
		const told = (model: typeof SHM_V1) => CRITERIA.map((key) => rule(key, model)).join(' ');
		fc.assert(
			fc.property(anyModel, (model) => {
				expect(told(model)).not.toMatch(/undefined|NaN/);
				expect(told(model)).toContain(`${model.training.windowMonths} mes`);
				expect(told(model)).toContain(`${model.experience.finance.maxMonths} mes`);
			}),
		);
	});

	it('is told for elements and stars too', () => {
		const elements = (Object.keys(ELEMENT_TITLES) as ElementKey[]).map((key) => explainElement(key, SHM_V1));
		expect(elements.join(' ')).toMatch(/40 de los 100 puntos.+30 de.+20 de.+10 de/);
		expect(explainStars(SHM_V1)).toContain(
			'1 estrella desde 0 puntos, 2 estrellas desde 23.75 puntos, 3 estrellas desde 48.75 puntos, 4 estrellas desde 73.75 puntos y 5 estrellas desde 98.75 puntos',
		);
	});
});

it('the cap of an element says what it kept from counting', () => {
	const certified = ['NICL-TESORERIA', 'NICL-CONTRALORIA', 'NICL-CATASTRO', 'EC0105'];
	const elementOf = (standards: string[]) =>
		rate(standards.map((standard) => aCertificate({ standard }))).elements[2]!;
	expect(explainCut(elementOf(certified))).toBe(
		'Sus criterios suman 24 puntos y cuentan 20, que es el tope.',
	);
	expect(explainCut(elementOf(certified.slice(0, 3)))).toBeNull();
});

describe('why a claim counted or not', () => {
	it('tells months, hours and points', () => {
		const [post, course, degree] = [
			aPost({ from: '2023-07' }),
			aCourse({ hours: 60 }),
			aDegree({ level: 'PRIMARIA' }),
		];
		const score = rate([post, course, degree]);
		const told = (key: CriterionKey) => explainClaim(criterionOf(score, key).claims[0]!, key, SHM_V1, LABELS);
		expect(told('E1')).toBe('Cuentan 36 meses: 9 puntos.');
		expect(told('T1')).toBe('Cuentan 40 horas: 2 puntos. De cada curso cuentan como máximo 40 horas.');
		expect(told('A1')).toBe('Suma 2 puntos.');
		expect(told('A2')).toMatch(/^No suma: faltan datos/);
	});

	it('says where the months beyond the limit go', () => {
		expect(sentence('E1', 'over_cap')).toBe(
			'No suma: ya alcanzó el máximo de este criterio, 24 puntos. Lo que sigue cuenta como experiencia general.',
		);
		expect(sentence('E2', 'over_cap')).toBe('No suma: ya alcanzó el máximo de este criterio, 8 puntos.');
		expect(sentence('E1', 'over_cap', { counted: true, points: 25, amount: 1 })).toBe(
			'Cuenta 1 mes: 0.25 puntos. Con ello alcanza el máximo. Lo que sigue cuenta como experiencia general.',
		);
	});

	it('names areas and levels as the institution does', () => {
		expect(sentence('A2', 'needs_experience')).toContain('en Catastro u Obra pública');
		expect(sentence('A3', 'too_few_degrees')).toContain('2 grados distintos, de nivel Licenciatura');
		expect(sentence('E3', 'too_short', { counted: true, points: undefined })).toContain('no reúne 6 meses');
	});

	it('has its own sentence for every line that the engine can give', () => {
		const told = new Map<string, Set<string>>();
		fc.assert(
			fc.property(anyProfile, (claims) => {
				for (const { key, claims: lines } of rate(claims).elements.flatMap((element) => element.criteria)) {
					for (const line of lines) {
						const text = explainClaim(line, key, SHM_V1, LABELS);
						expect(text).toMatch(/^[A-Z].+\.$/);
						expect(text).not.toMatch(/undefined|no se pudo|[¡!]/);
						if (line.counted) continue;
						told.set(line.reason, (told.get(line.reason) ?? new Set()).add(text));
					}
				}
			}),
			{ numRuns: 1500 },
		);
		expect([...told.keys()].sort()).toEqual(
			[
				'expired',
				'future',
				'incomplete',
				'level_too_low',
				'lower_level',
				'needs_experience',
				'no_level',
				'no_standard',
				'not_finance',
				'other_theme',
				'outside_window',
				'over_cap',
				'overlap',
				'repeated_degree',
				'repeated_standard',
				'same_level',
				'too_few_degrees',
				'too_short',
				'unknown_standard',
				'unrelated_field',
			].sort(),
		);
	}, 60_000);
});
