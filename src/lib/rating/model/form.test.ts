import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelDifferences, type ModelLabels } from './differences.ts';
import { modelFileText, readModelFile } from './file.ts';
import { modelFields, numberAt, putNumber } from './fields.ts';
import { modelFieldLabels, modelFormValues, modelOfForm } from './form.ts';
import type { WeightingModel } from './model.ts';
import { anyModel, SHM_V1 } from '../rating.factory.ts';

const LABELS: ModelLabels = {
	levels: { HEAD: 'Titular de la dependencia' },
	academicLevels: { MAESTRIA: 'Maestría' },
	fields: {},
	areas: {},
	trainingTypes: {},
	trainingThemes: {},
};

/** The problems of the form of v1 with some answers changed, as `field: message`. */
function problemsWith(answers: Record<string, string>): string[] {
	const values = { ...modelFormValues(SHM_V1, LABELS), ...answers };
	return modelOfForm(SHM_V1, values, LABELS).problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('the form of a model', () => {
	it('gives back the model that it shows, whatever the base', () => {
		fc.assert(
			fc.property(anyModel, anyModel, (base, wanted) => {
				const values = modelFormValues(wanted, LABELS);
				expect(modelOfForm(base, values, LABELS).model).toEqual(wanted);
			}),
		);
	});

	it('asks for every number of a model', () => {
		const asked = new Set(Object.keys(modelFormValues(SHM_V1, LABELS)));
		expect(numbersOf(SHM_V1).filter((path) => !asked.has(path))).toEqual([]);
	});

	it('takes a comma for a point, and blanks around', () => {
		const values = {
			...modelFormValues(SHM_V1, LABELS),
			'experience.responsibility.levels.COORDINATION.points': ' 6,5 ',
		};
		const { model } = modelOfForm(SHM_V1, values, LABELS);
		expect(model?.experience.responsibility.levels[3]?.points).toBe(650);
	});

	it.each<[string, Record<string, string>, string[]]>([
		[
			'points that are none',
			{ 'academic.severalDegrees.points': 'dos', 'training.courses.cap': '100.01' },
			[
				'academic.severalDegrees.points: Escriba puntos de 0 a 100, con dos decimales como máximo; por ejemplo 3.50.',
				'training.courses.cap: Escriba puntos de 0 a 100, con dos decimales como máximo; por ejemplo 3.50.',
			],
		],
		[
			'a half month',
			{ 'experience.finance.maxMonths': '9.5' },
			['experience.finance.maxMonths: Escriba un número entero, de 1 a 1200.'],
		],
		[
			'caps that do not add up',
			{ 'certification.cap': '25', 'certification.finance.cap': '17' },
			[': Los topes de los cuatro elementos suman 105 puntos y deben sumar 100.'],
		],
		[
			'an element that its criteria pass or cannot fill',
			{ 'training.courses.cap': '11', 'certification.finance.cap': '5' },
			[
				'certification.cap: Los criterios suman cuando más 13 puntos: nadie podría llegar a 20.',
				'training.cap: El criterio T1 puede dar 11 puntos, más que el tope de su elemento, 10.',
			],
		],
		[
			'a level below the one before, under its own field',
			{ 'academic.levels.MAESTRIA.points': '17' },
			['academic.levels.MAESTRIA.points: No puede valer menos que el anterior, que vale 20 puntos.'],
		],
		[
			'bands that do not rise, under their own field',
			{ 'stars.34.from': '50', 'stars.10.from': '0.01' },
			[
				'stars.10.from: La primera banda de estrellas debe empezar en 0 puntos.',
				'stars.34.from: Debe empezar en más puntos que la banda anterior, que empieza en 56.25.',
			],
		],
		['a name that is empty', { title: '   ' }, ['title: Escriba cómo se llama el modelo.']],
	])('says in words what is wrong with %s', (_, answers, problems) => {
		expect(problemsWith(answers)).toEqual(problems);
	});

	it('leaves out a band that is empty, and asks for one', () => {
		expect(problemsWith({ 'stars.34.from': '' })).toEqual([]);
		const none = Object.fromEntries(
			Object.keys(modelFormValues(SHM_V1, LABELS))
				.filter((path) => path.startsWith('stars.'))
				.map((path) => [path, '']),
		);
		expect(problemsWith(none)).toHaveLength(1);
		expect(problemsWith(none)[0]).toMatch(/^stars\.10\.from: /);
	});

	it('names each field with the heading under which it stands', () => {
		expect(modelFieldLabels(SHM_V1, LABELS)).toMatchObject({
			'experience.responsibility.levels.HEAD.points': 'E3 Responsabilidad, Titular de la dependencia',
			'training.windowMonths': 'Formación continua y desarrollo humano, Meses hacia atrás que cuentan',
			'stars.34.from': 'Estrellas, 3.4 estrellas',
		});
	});
});

describe('the differences between two models', () => {
	it('are none between a model and itself', () => {
		fc.assert(
			fc.property(anyModel, (model) => {
				expect(modelDifferences(model, structuredClone(model), LABELS)).toEqual([]);
			}),
		);
	});

	it('are enough to make the second from the first', () => {
		fc.assert(
			fc.property(anyModel, anyModel, (before, after) => {
				const made = structuredClone(before);
				const differences = modelDifferences(before, after, LABELS);
				const bands = new Map(made.stars.map(({ stars, from }) => [stars, from]));
				for (const { path, after: text } of differences) {
					const amount = Math.round(Number.parseFloat(text) * (/punto/.test(text) ? 100 : 1));
					const [, tenths] = /^stars\.(\d+)\.from$/.exec(path) ?? [];
					if (!tenths) putNumber(made, path, amount);
					else if (text === 'No está') bands.delete(Number(tenths));
					else bands.set(Number(tenths), amount);
				}
				made.stars = [...bands].sort(([a], [b]) => a - b).map(([stars, from]) => ({ stars, from }));
				expect(made).toEqual(after);
			}),
		);
	});

	it('are said in words', () => {
		const after = structuredClone(SHM_V1);
		after.experience.responsibility.levels[4]!.points = 850;
		after.academic.severalDegrees.fromLevel = 'MAESTRIA';
		after.training.windowMonths = 24;
		after.training.instruction.themes = ['FINANCE'];
		after.stars = after.stars.filter(({ stars }) => stars !== 11);
		const said = modelDifferences(SHM_V1, after, LABELS).map(
			({ heading, label, before, after: now, change }) =>
				`${heading}: ${label}: ${before} → ${now} (${change})`,
		);
		expect(said).toEqual([
			'E3 Responsabilidad: Titular de la dependencia: 8.00 puntos → 8.50 puntos (+0.50)',
			'A3 Varios grados: Desde el nivel: LICENCIATURA → Maestría (null)',
			'Formación continua y desarrollo humano: Meses hacia atrás que cuentan: 36 meses → 24 meses (-12)',
			'T3 Instructor o ponente: Temas que cuentan: Cualquiera → FINANCE (null)',
			'Estrellas: 1.1 estrellas desde: 1.25 puntos → No está (null)',
		]);
	});

	it('count what only one of the two has', () => {
		const after = structuredClone(SHM_V1);
		after.academic.levels.pop();
		const said = modelDifferences(SHM_V1, after, LABELS).filter(({ after: text }) => text === 'No está');
		expect(said.map(({ path }) => path)).toEqual([
			'academic.levels.DOCTORADO.points',
			'academic.levels.DOCTORADO.relatedPoints',
		]);
	});
});

describe('the file of a model', () => {
	it('brings back the model that it was made from', () => {
		fc.assert(
			fc.property(anyModel, (model) => {
				const text = modelFileText(model);
				const read = readModelFile(text);
				expect(read.model).toEqual(model);
				expect(modelFileText(read.model!)).toBe(text);
			}),
		);
	});

	it('is a proposal here, whatever was decided elsewhere', () => {
		const text = modelFileText({ ...SHM_V1, status: 'approved', approvedOn: '2026-07-01' });
		expect(readModelFile(`\uFEFF${text}`).model).toMatchObject({ status: 'proposed', approvedOn: null });
	});

	it.each<[string, string, RegExp[]]>([
		['nothing', '  ', [/^Elija el archivo del modelo/]],
		['no JSON', '{ "version": ', [/^El texto deja de ser JSON en la línea 1/]],
		['another document', '[]', [/^Entrada inválida/]],
		['too much', `"${'x'.repeat(300_000)}"`, [/demasiado largo/]],
		[
			'numbers out of range',
			JSON.stringify({ ...SHM_V1, training: { ...SHM_V1.training, windowMonths: 0, cap: 10.5 } }),
			[
				/^En training\.cap: Debe ser un número entero de centésimas de punto, de 0 a 10000\.$/,
				/^En training\.windowMonths: Debe ser un número entero de 1 a 1200\.$/,
			],
		],
		['what the engine does not know', JSON.stringify({ ...SHM_V1, bonus: 1 }), [/bonus/]],
	])('says in words what is wrong with %s', (_, text, messages) => {
		const { model, problems } = readModelFile(text);
		expect(model).toBeNull();
		expect(problems).toHaveLength(messages.length);
		messages.forEach((message, i) => expect(problems[i]!.message).toMatch(message));
	});
});

/** Paths of all numbers of a model, found by walking the document. */
function numbersOf(model: WeightingModel): string[] {
	const known = modelFields(model, LABELS).map(({ path }) => path);
	const found: string[] = [];
	const walk = (node: unknown, path: string) => {
		if (typeof node === 'number') found.push(path);
		else if (Array.isArray(node)) {
			for (const row of node as Record<string, unknown>[])
				walk(row, `${path}.${String(row.level ?? row.stars)}`);
		} else if (typeof node === 'object' && node !== null) {
			for (const [key, child] of Object.entries(node)) walk(child, path === '' ? key : `${path}.${key}`);
		}
	};
	walk(model, '');
	expect(known.every((path) => numberAt(model, path) !== undefined)).toBe(true);
	return found.filter((path) => !/^stars\.\d+\.stars$/.test(path));
}
